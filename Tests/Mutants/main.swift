import Glibc

// One call, so that nothing here belongs to the main actor.
exit(MutantsCommand.run(CommandLine.arguments))
