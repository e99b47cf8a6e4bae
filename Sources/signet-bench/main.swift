print("signet-bench")
