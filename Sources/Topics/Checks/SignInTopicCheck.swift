import YAML

/// `sign_in.yaml` is for customers who are nobody yet, and must be able to make them somebody.
struct SignInTopicCheck {
    let problems: Problems

    func check(_ topic: TopicDraft) {
        if topic.verified != nil, let node = topic.fields.key("verified") {
            problems.error(
                "not-here",
                at: node.location,
                "'verified' has no place in sign_in.yaml: whoever comes here is not proven yet",
                hint: "leave it out"
            )
        }
        var signsIn = false
        topic.fields["steps"]?.forEachStep { if $0["sign_in"] != nil { signsIn = true } }
        guard !signsIn, let node = topic.fields.key("steps") else { return }
        problems.error(
            "no-sign-in",
            at: node.location,
            "nobody can sign in here",
            hint: "write '- sign_in: channel', or rename the file if it is about something else"
        )
    }
}
