"""What is observed over several messages: floods, near-duplicates, campaigns, raids, stitched messages. Pure reducers over windows."""
