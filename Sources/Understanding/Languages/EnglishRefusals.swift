extension TalkWords {
    static let englishRefusals = [
        "i'd rather not say", "i would rather not say", "rather not say", "rather not tell",
        "i'd rather not", "i would rather not", "i won't tell", "i will not tell",
        "i won't say", "i won't give", "i will not give", "i don't want to say",
        "i don't want to tell", "i don't want to give", "i don't want to share",
        "i don't want to answer", "i refuse", "prefer not to say", "prefer not to",
        "prefer not to answer", "none of your business", "not telling", "not telling you",
        "why do you need", "not comfortable", "that's private", "it's private",
        "can't tell you",
        "not going to tell", "not going to say", "not giving you", "i decline",
    ]

    static let englishInability = [
        "i can't", "i cannot", "can't do that", "doesn't work", "does not work", "not working",
        "didn't work", "won't work", "don't have that", "i have no", "i don't have",
        "another way", "other way", "something else",
    ]

    static let englishLack = [
        "i don't have", "i do not have", "i haven't got", "i have no", "don't have one",
        "don't have it", "don't have that", "i can't remember", "i don't remember",
        "i do not remember", "can't recall", "i don't recall", "i forgot", "i've forgotten",
        "i have forgotten", "i can't find it", "no idea", "i don't know it", "i don't know that",
    ]
}
