print("botsim")
