"""What a way of scaling costs and how long its tasks wait, on the same traces and seeds.

A discrete-event simulation, standard library only. It restates neither the policy nor the alarms of
production: both are handed in. `simulation.simulate` is the way in.
"""
