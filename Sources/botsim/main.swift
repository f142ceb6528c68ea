runBotsim()
