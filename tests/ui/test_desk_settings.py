"""The settings behind the comma: what stands there, and who may set what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from solartui.services.container import Services


async def test_an_admin_sets_and_empties_a_setting(services: Services) -> None:
    async with desk_app(services, "contacts", (80, 24)) as desk:
        await desk.press("comma")
        await desk.see("Settings", "Your own", "Colours", "Copy before large changes   yes", "company.name")
        await desk.write("tax")
        await desk.press("enter")
        await desk.see("The tax number of the company.")
        await desk.write("PL [/] 1")
        await desk.press("enter")
        await desk.see("company.tax_id", "PL [/] 1")
        assert services.settings.get("company.tax_id") == "PL [/] 1"
        await desk.press("enter")
        await desk.see("The tax number of the company.")
        await desk.press(*["backspace"] * 8, "enter")
        await desk.see("company.tax_id")
        assert services.settings.get("company.tax_id") == ""
        await desk.press("escape")
        await desk.miss("company.name")


async def test_what_a_setting_is_for_is_told_whole_below_its_name(services: Services) -> None:
    async with desk_app(services, "contacts", (80, 24)) as desk:
        await desk.press("comma")
        await desk.see("Settings")
        await desk.write("backup")
        await desk.see("Copies kept", "Daily copy")
        assert "Mail server" not in desk.text
        await desk.press("enter")
        await desk.see("Daily copy", "Copy the desk into its folder backups once a day", "open.", "yes", "no")


async def test_who_is_no_admin_sees_the_desk_and_sets_only_what_is_theirs(services: Services) -> None:
    def may(capability: str) -> bool:
        return capability != "desk.settings"

    async with desk_app(services, "contacts", (80, 24), may=may) as desk:
        await desk.press("comma")
        await desk.see("set by an admin", "company.name")
        await desk.write("tax")
        await desk.press("enter")
        assert "The tax number of the company." not in desk.text
        await desk.press(*["backspace"] * 3)
        await desk.write("colours")
        await desk.press("enter")
        await desk.see("solartui-light")
