import Values

/// Which bots an account has, as its document says: every process that shares the store goes by it,
/// also after it was begun anew.
struct BotStanding: Hashable, Sendable {
    /// A part of an account's new conversations, which tries a bot.
    struct Trial: Hashable, Sendable {
        var bot: String
        /// From 1 to 100.
        var percent: Int
    }

    /// A bot's folder; nil: the one that the configuration gives the account.
    var bot: String?
    /// The one before it; nil where nothing was put in service over it.
    var before: Before?
    var trial: Trial?

    /// What is gone back to.
    struct Before: Hashable, Sendable {
        /// nil: the one that the configuration gives the account.
        var bot: String?
    }

    init() {}

    init(json: JSON) {
        bot = json["bot"]?.string
        before = json["before"].map { Before(bot: $0["bot"]?.string) }
        if let name = json["trial"]?["bot"]?.string, let percent = json["trial"]?["percent"]?.int {
            trial = Trial(bot: name, percent: Int(percent))
        }
    }

    var json: JSON {
        .compact([
            "bot": bot.map(JSON.string),
            "before": before.map { .compact(["bot": $0.bot.map(JSON.string)]) },
            "trial": trial.map { ["bot": .string($0.bot), "percent": .int(Int64($0.percent))] },
        ])
    }

    /// Puts a bot in service, or lets a part of the new conversations try it.
    mutating func take(_ name: String, percent: Int?) {
        if let percent {
            trial = Trial(bot: name, percent: percent)
        } else {
            if bot != name { before = Before(bot: bot) }
            (bot, trial) = (name, nil)
        }
    }

    /// Ends the trial; without one, goes back to the bot before.
    ///
    /// - Returns: Whether there was anything to go back from.
    mutating func goBack() -> Bool {
        if trial != nil {
            trial = nil
        } else if let before {
            (bot, self.before) = (before.bot, nil)
        } else {
            return false
        }
        return true
    }
}
