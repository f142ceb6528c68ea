import Serving

await Server.main(Array(CommandLine.arguments.dropFirst()))
