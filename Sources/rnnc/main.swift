import RNNSwift
try experiment(CommandLine.arguments)
