import Glibc

SignalWatch.endAtSignals()
SignalWatch.ignoreBrokenPipes()
exit(CommandCatalogue.run(Array(CommandLine.arguments.dropFirst())).rawValue)
