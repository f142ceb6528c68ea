import ChaosPlan
import Serving

// The real server, with what kills it or breaks its protocol in the seams between its parts.
guard let path = CommandLine.arguments.dropFirst().first,
    let orders = Orders(arguments: CommandLine.arguments.dropFirst(2))
else { fatalError("usage: chaosserver CONFIG [die=STEP:NUMBER] [stumble=CHANCE] [mutant=NAME]") }
await Server.main(["--config", path], orders.seams)
