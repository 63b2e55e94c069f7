// Fixtures that run side by side wait more than they compute; all others come one after another.
[assembly: LevelOfParallelism(4)]
