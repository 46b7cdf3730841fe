"""Speed and size as ratios: ours against an anchor, measured in the same run on the same machine."""
