import Glibc

SignalWatch.ignoreBrokenPipes()
exit(CommandCatalogue.run(Array(CommandLine.arguments.dropFirst())).rawValue)
