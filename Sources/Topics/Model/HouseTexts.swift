import Diagnostics
import Expressions
import Synchronization
import Text
import Understanding

/// The sentences that every topic inherits.
///
/// A bot overrides what it likes under `house:`.
package enum HouseText: String, CaseIterable, Hashable, Sendable {
    case greeting, menu, help, thanks, goodbye
    case holdOn = "hold_on"
    case nothingToGoBack = "nothing_to_go_back"
    case nothingToCancel = "nothing_to_cancel"
    case nothingToRepeat = "nothing_to_repeat"
    case cancelled
    case cancelledAfterEffect = "cancelled_after_effect"
    case changed
    case changeTooLate = "change_too_late"
    case usedAlready = "used_already"
    case undo
    case undoDeclined = "undo_declined"
    case notUnderstood = "not_understood"
    case notUnderstoodAgain = "not_understood_again"
    case refusedThrice = "refused_thrice"
    case routing
    case example
    case whichOne = "which_one"
    case whichSlot = "which_slot"
    case tooLong = "too_long"
    case otherCurrency = "other_currency"
    case howMany = "how_many"
    case soFar = "so_far"
    case done
    case more
    case noMore = "no_more"
    case wrongFile = "wrong_file"
    case largeFile = "large_file"
    case noFiles = "no_files"
    case notPossible = "not_possible"
    case needed
    case cannotSkip = "cannot_skip"
    case askedAgain = "asked_again"
    case notOffered = "not_offered"
    case afterThis = "after_this"
    case taken
    case ifOne = "if_one"
    case readBack = "read_back"
    case suggestion
    case anotherOne = "another_one"
    case noOptions = "no_options"
    case whatToChange = "what_to_change"
    case whichTopic = "which_topic"
    case didYouMean = "did_you_mean"
    case whichResume = "which_resume"
    case whichOfThem = "which_of_them"
    case noneOfThese = "none_of_these"
    case person
    case startOver = "start_over"
    case found
    case mayHelp = "may_help"
    case nothingFound = "nothing_found"
    case handoff, next, place, wait, connected
    case transferred
    case stillWaiting = "still_waiting"
    case leftQueue = "left_queue"
    case handoffFailed = "handoff_failed"
    case unavailableClosed = "unavailable_closed"
    case unavailableOpens = "unavailable_opens"
    case unavailableBusy = "unavailable_busy"
    case unavailable
    case unavailableWait = "unavailable_wait"
    case unavailableCallback = "unavailable_callback"
    case unavailableCase = "unavailable_case"
    case unavailableBack = "unavailable_back"
    case callbackNoted = "callback_noted"
    case callbackBooked = "callback_booked"
    case waiting
    case feedback
    case feedbackThanks = "feedback_thanks"
    case danger
    case abuse
    case abuseAgain = "abuse_again"
    case abuseLast = "abuse_last"
    case privacy
    case privacyLink = "privacy_link"
    case privacyTitle = "privacy_title"
    case openNow = "open_now"
    case closedNow = "closed_now"
    case whichLocation = "which_location"
    case signIn = "sign_in"
    case signInLink = "sign_in_link"
    case signInOtherWay = "sign_in_other_way"
    case signInWrong = "sign_in_wrong"
    case signInFailed = "sign_in_failed"
    case signInTimedOut = "sign_in_timed_out"
    case signInLate = "sign_in_late"
    case signInOther = "sign_in_other"
    case signInLocked = "sign_in_locked"
    case signInNeeded = "sign_in_needed"
    case payLink = "pay_link"
    case payFailed = "pay_failed"
    case payTimedOut = "pay_timed_out"
    case paidLate = "paid_late"
    case changedMeanwhile = "changed_meanwhile"
    case noLongerOffered = "no_longer_offered"
    case stillWaitingForIt = "still_waiting_for_it"
    case started, stopped
    case oldControl = "old_control"
    case noUseForThat = "no_use_for_that"
    case stillWorking = "still_working"
    case error
    case idle
    case expiryWarning = "expiry_warning"
    case expired
    case languages
    case yes, no, skip

    /// The names its words may use, all of them text but for numbers and times.
    package var parameters: Set<String> {
        switch self {
        case .example, .whichSlot: ["value"]
        case .changed, .changeTooLate, .taken, .suggestion, .readBack, .askedAgain:
            ["slot", "value"]
        case .notOffered: ["words"]
        case .notUnderstoodAgain: ["example"]
        case .notPossible: ["problem"]
        case .needed, .usedAlready: ["slot"]
        case .ifOne: ["option"]
        case .didYouMean, .whichResume, .afterThis, .startOver, .signInNeeded, .signInLocked,
            .undo:
            ["topic"]
        case .tooLong: ["most"]
        case .otherCurrency: ["currency"]
        case .languages: ["languages"]
        case .howMany: ["least", "most"]
        case .soFar: ["value"]
        case .wrongFile: ["kinds"]
        case .largeFile: ["size"]
        case .place: ["place"]
        case .wait: ["wait"]
        case .connected, .transferred: ["agent"]
        case .handoff, .unavailableClosed, .unavailableBusy: ["queue"]
        case .unavailableOpens: ["queue", "opens"]
        case .callbackBooked: ["queue", "at"]
        default: []
        }
    }

    package var defaultText: String {
        switch self {
        case .greeting:
            "Hello, I'm an automated assistant. You can ask for a person at any time."
        case .menu: "What can I do for you?"
        case .help:
            "Answer in your own words or with the number of a choice. You can also say back, "
                + "skip, start over or never mind, and agent brings you to a person."
        case .thanks: "You're welcome."
        case .goodbye: "Goodbye."
        case .holdOn: "Take your time. I'll be here."
        case .nothingToGoBack: "There is nothing to go back to."
        case .nothingToCancel: "There is nothing to cancel."
        case .nothingToRepeat: "I have not said anything yet."
        case .cancelled: "All right, I've stopped that."
        case .cancelledAfterEffect: "All right, I've stopped. What is already done stays done."
        case .changed: "Changed to: {value}."
        case .changeTooLate:
            "That has already been done with the earlier {slot}, so I can't change it to {value} "
                + "myself. Say agent and a colleague will help."
        case .usedAlready:
            "That has already been done with this {slot}, so I can't change it myself. "
                + "Say agent and a colleague will help."
        case .undo: "Shall we do this: {topic}?"
        case .undoDeclined: "All right, I've left it as it is."
        case .notUnderstood: "Sorry, I didn't understand that."
        case .notUnderstoodAgain: "I'm sorry, I still don't understand. {example}"
        case .refusedThrice:
            "I can't take that either. I'm routing your message to a person."
        case .example: "For example: {value}."
        case .routing: "I'm sorry, I don't understand. I'm routing your message to a person."
        case .otherCurrency: "I can only take an amount in {currency}. How much is it?"
        case .tooLong: "That is too long for me. Please use at most {most} characters."
        case .howMany: "Please choose {least} to {most} of these."
        case .soFar: "So far: {value}. Anything else?"
        case .done: "Done"
        case .more: "More"
        case .noMore: "That is all there is."
        case .wrongFile: "I can't use that kind of file here. I can take {kinds}."
        case .largeFile: "That file is too large for me. It may have at most {size}."
        case .noFiles: "I can't receive files here. Say agent, and a colleague will help."
        case .whichOne: "Which one do you mean?"
        case .whichSlot: "Which of these is {value}?"
        case .notPossible: "{problem}"
        case .needed: "I need this to go on."
        case .cannotSkip:
            "I can't go on without that. Say never mind to stop here, or agent to talk to a "
                + "person."
        case .askedAgain: "{value} no longer fits, so I need this again: {slot}."
        case .notOffered: "I can't offer this: {words}."
        case .afterThis: "I'll come to this right after: {topic}."
        case .taken: "I've taken: {value}."
        case .ifOne: "Is it {option}?"
        case .readBack: "I understood {value}. Is that right?"
        case .suggestion: "{value}"
        case .anotherOne: "Another one"
        case .noOptions: "I have nothing to offer you here."
        case .whatToChange: "What would you like to change?"
        case .whichTopic: "Did you mean one of these?"
        case .didYouMean: "Did you mean this: {topic}?"
        case .whichResume: "Shall we go on with this: {topic}?"
        case .whichOfThem: "Which of these shall we go on with?"
        case .noneOfThese: "None of these"
        case .person: "A person"
        case .startOver: "Some of this is already done and stays done. Start over anyway?"
        case .found: ""
        case .mayHelp: "This may help:"
        case .nothingFound: "I found nothing about that."
        case .handoff: "I'm connecting you to a colleague."
        case .next: "You are next."
        case .place: "You are number {place} in line."
        case .wait: "The wait is about {wait}."
        // People introduce themselves; a bot that wants a notice writes one.
        case .connected: ""
        case .transferred: "I'm passing you on to another colleague."
        case .stillWaiting: "You are still in line. Thank you for your patience."
        case .leftQueue: "All right, you are with the assistant again."
        case .handoffFailed: "I could not reach a colleague."
        case .unavailableClosed: "Nobody is there right now."
        case .unavailableOpens: "Nobody is there right now; we are back {opens}."
        case .unavailableBusy: "All of my colleagues are busy right now."
        case .unavailable: "What would you like to do?"
        case .unavailableWait: "Wait"
        case .unavailableCallback: "Call me back"
        case .unavailableCase: "Open a case"
        case .unavailableBack: "Back to the assistant"
        case .callbackNoted: "All right, a colleague will call you back."
        case .callbackBooked: "Your call-back is set for {at}."
        case .waiting: "All right, I'll keep your place in line."
        case .feedback: "How was it today, from 1 (poor) to 5 (very good)?"
        case .feedbackThanks: "Thank you for your feedback."
        case .danger: "This sounds urgent, so I'm bringing in a person at once."
        case .abuse: "I'm here to help. Let's keep this friendly, please."
        case .abuseAgain:
            "Please stop the insults. If it goes on, I'll pass you on to a colleague."
        case .abuseLast: "I'm passing this conversation on to a colleague."
        case .privacy: ""
        case .privacyLink: ""
        case .privacyTitle: "Privacy notice"
        case .openNow: "We are open now. Our hours: {hours.week}."
        case .closedNow: "We are closed right now. Our hours: {hours.week}."
        case .whichLocation: "Which of our locations?"
        case .signIn: "Please sign in, so that I know it's really you."
        case .signInLink: "Sign in"
        case .signInOtherWay: "Another way"
        case .signInWrong: "That is not the right code. Please try once more."
        case .signInFailed: "That didn't work."
        case .signInTimedOut: "The time to sign in is over."
        case .signInLate: "That sign-in is no longer needed."
        case .signInOther:
            "This conversation belongs to another customer, so I can't go on with it for you."
        case .signInLocked:
            "That was not right too often, so I can't take another try for a while."
        case .payLink: "Pay"
        case .payFailed: "The payment did not go through."
        case .payTimedOut: "The time to pay is over."
        case .paidLate:
            "Your payment came when I no longer expected it. A colleague will put that right."
        case .changedMeanwhile:
            "Something here has changed since we began, so I can't go on with it by myself."
        case .noLongerOffered: "What you had begun before is no longer offered here."
        case .stillWaitingForIt: "I'm still waiting to hear about that. I'll write as soon as I do."
        case .signInNeeded:
            "I first need to know that it is really you, and I can't check that here."
        case .started: "You will get messages again."
        case .stopped: "You will get no more messages from us."
        case .oldControl: "That choice is no longer open."
        case .noUseForThat: "Thank you, but I can't use that here."
        case .stillWorking: "I'm still working on it."
        case .error: "Something went wrong on my side."
        case .idle: "Are you still there?"
        case .expiryWarning: "I'll close our conversation soon unless you write again."
        case .expired: "I've closed our conversation. Write whenever you like."
        case .languages: "I can write to you in: {languages}."
        case .yes: "Yes"
        case .no: "No"
        case .skip: "Skip"
        }
    }
}

/// The house texts of one bot.
package struct HouseTexts: Sendable {
    private var templates: [HouseText: TextTemplate]

    /// The defaults in the bot's languages, with some replaced.
    ///
    /// - Parameters:
    ///   - own: What the bot says itself, with its translations.
    ///   - languages: Those of the bot, the default first. In a language that the product has no
    ///     words in, those of the default serve; in such a default, English.
    package init(replacing own: [HouseText: TextTemplate] = [:], languages: [String] = ["en"]) {
        let usual = Self.made.withLock { made in
            if let known = made[languages] { return known }
            var usual: [HouseText: TextTemplate] = [:]
            for text in HouseText.allCases { usual[text] = Self.template(of: text, in: languages) }
            if made.count >= Self.mostMade { made.removeAll() }
            made[languages] = usual
            return usual
        }
        templates = usual.merging(own) { _, own in own }
    }

    /// The defaults by the languages of a bot: the same few lists come again and again.
    private static let made = Mutex<[[String]: [HouseText: TextTemplate]]>([:])
    private static let mostMade = 16

    package subscript(text: HouseText) -> TextTemplate {
        guard let template = templates[text] else {
            preconditionFailure("every house text has a default")
        }
        return template
    }

    /// What a text may read.
    package static func scope(of text: HouseText) -> Scope {
        var scope = Scope.everywhere
        for name in text.parameters { scope.names[name] = type(of: name) }
        return scope
    }

    private static func type(of parameter: String) -> Expressions.`Type` {
        switch parameter {
        case "place", "least", "most": .int
        case "wait": .duration
        case "at", "opens": .timestamp
        default: .string
        }
    }

    private static func template(of text: HouseText, in languages: [String]) -> TextTemplate {
        var diagnostics: [Diagnostic] = []
        func place(_ words: String) -> SourceLocation {
            let file = SourceFile(path: "house texts", text: words)
            return SourceLocation(file: file, line: 1, column: 1)
        }
        let words = text.defaultText(in: languages.first ?? "en")
        let compiled = TextTemplate.compile(
            words,
            at: place(words),
            scope: scope(of: text),
            into: &diagnostics
        )
        guard var template = compiled else {
            preconditionFailure("the default of \(text.rawValue) is well formed")
        }
        for language in languages.dropFirst() where ControlWords.hasWords(language) {
            let words = text.defaultText(in: language)
            template.translate(into: language, as: words, at: place(words), into: &diagnostics)
        }
        precondition(diagnostics.isEmpty, "the defaults of \(text.rawValue) have the same values")
        return template
    }
}

extension HouseText {
    /// The default in a language, or in English.
    package func defaultText(in language: String) -> String {
        switch LanguageTag.primary(language) {
        case "es": spanish
        case "ar": arabic
        default: defaultText
        }
    }
}
