/// The topics that every bot has until it writes one of the same name.
///
/// Their files stand in `Inherited/` and are a part of the program.
package enum InheritedTopic: String, CaseIterable, Hashable, Sendable {
    case greeting, closing, fallback, agent
    case hoursAndLocations = "hours_and_locations"
    case optIn = "opt_in"
    case optOut = "opt_out"
    case privacy
    case signIn = "sign_in"

    package var id: TopicID { TopicID(rawValue) }

    /// Whether it begins by what happens, and is never a wish that is offered.
    package var isOccasion: Bool {
        switch self {
        case .greeting, .closing, .fallback, .agent, .signIn: true
        case .hoursAndLocations, .optIn, .optOut, .privacy: false
        }
    }

    /// Its file.
    var source: [UInt8] {
        switch self {
        case .greeting: PackageResources.greeting_yaml
        case .closing: PackageResources.closing_yaml
        case .fallback: PackageResources.fallback_yaml
        case .agent: PackageResources.agent_yaml
        case .hoursAndLocations: PackageResources.hours_and_locations_yaml
        case .optIn: PackageResources.opt_in_yaml
        case .optOut: PackageResources.opt_out_yaml
        case .privacy: PackageResources.privacy_yaml
        case .signIn: PackageResources.sign_in_yaml
        }
    }
}
