"""Compare the cost and start delay of scaling policies on the same traces and seeds.

A discrete-event simulation, standard library only. It repeats neither the policy nor the alarms of
production: both are passed in. Start with `simulation.simulate`.
"""
