extension TalkWords {
    static let english = TalkWords(
        fillers: [
            "please", "pls", "plz", "hi", "hello", "hey", "hey there", "hi there", "hello there",
            "good morning", "good afternoon", "good evening", "thanks", "thank you", "thx", "ty",
            "thanks a lot", "many thanks", "cheers", "well", "um", "uh", "uhm", "hmm", "hm", "er",
            "oh", "ah", "so", "just", "ok", "okay", "then", "now", "there", "kindly", "dear",
            "i think", "i guess", "i believe", "i suppose", "sorry", "excuse me", "actually",
            "you know", "like", "basically", "and", "btw", "lol", "👋", "🙏", "🙂", "😊", "😀",
        ],
        light: [
            "a", "an", "the", "my", "your", "our", "his", "her", "their", "its", "i", "me", "you",
            "we", "us", "he", "she", "it", "they", "them", "this", "that", "these", "those", "is",
            "are", "am", "was", "were", "be", "been", "do", "does", "did", "have", "has", "had",
            "of", "to", "in", "on", "at", "for", "with", "from", "by", "as", "and", "or", "so",
            "i'm", "i've", "it's", "i'd", "i'll", "that's", "would", "could", "can", "will",
            "want", "like", "need", "please", "just", "some", "any", "one", "ones", "option",
            "there", "what", "which", "if", "then", "but", "up", "out", "about", "let", "get",
            "hi", "hello", "hey", "thanks", "thank", "ok", "okay", "not", "no", "yes", "ending",
            "going", "go", "wanna", "gonna", "im", "ive", "also", "too", "really",
        ],
        yes: [
            "yes", "yes please", "yep", "yeah", "yea", "ya", "yup", "ye", "yess", "yesss", "aye",
            "yes sir", "yes ma'am", "yes indeed", "indeed", "absolutely", "definitely", "certainly",
            "affirmative", "of course", "sure thing", "sure", "surely", "for sure", "go ahead",
            "go for it", "do it", "please do", "let's do it", "let's do that", "why not", "uh huh",
            "that's right", "that is right", "thats right", "that's correct", "that is correct",
            "that's it", "that's me", "it's me", "that works", "works for me", "sounds good",
            "sounds great", "sounds right", "looks good", "looks right", "all good", "i do",
            "i did", "i am", "i have", "i would", "i will", "i can", "i agree", "agreed", "it is",
            "it was", "it does", "it did", "they are", "you bet", "you got it", "by all means",
            "with pleasure", "no problem", "no worries", "yes i do", "i'd like that",
            "i would like that", "i'd love to", "confirm", "confirmed", "i confirm", "approve",
            "approved", "accept", "accepted", "i accept", "true", "totally", "very well",
            "all right then", "make it so", "not a problem", "👍", "✅", "👌", "💯", "✔", "☑",
            "hell yes", "hell yeah", "yes of course", "ok please", "fine by me", "fine with me",
            "that's fine", "that is fine", "that's ok", "that's okay", "that would be great",
            "that'd be great", "i don't see why not", "don't see why not", "i think so",
            "i guess so", "i suppose so", "i believe so", "i hope so", "looks correct",
        ],
        weakYes: [
            "ok", "okay", "okey", "oki", "k", "kk", "okie dokie", "right", "correct", "exactly",
            "precisely", "fine", "good", "great", "perfect", "cool", "awesome", "alright",
            "all right", "y", "yes yes", "please", "lovely", "excellent", "nice", "got it",
            "understood", "very good", "👏", "🙌", "😊", "🙂", "❤", "gladly",
        ],
        no: [
            "no", "nope", "nah", "naw", "na", "nay", "noo", "nooo", "no thanks", "no thank you",
            "no way", "no sir", "no ma'am", "n", "not really", "not at all", "not now", "not yet",
            "not today", "not quite", "not exactly", "not this time", "not right now", "not me",
            "never", "never mind", "negative", "of course not", "certainly not",
            "absolutely not", "definitely not", "i don't think so", "i do not think so",
            "don't think so", "i don't", "i do not", "i didn't", "i did not", "i'm not",
            "i am not", "i haven't", "i have not", "i wouldn't", "i won't", "i will not",
            "i can't", "i cannot", "i disagree", "it isn't", "it is not", "it's not", "it wasn't",
            "it was not", "it doesn't", "it didn't", "that's not right", "that is not right",
            "that's not correct", "that is not correct", "that's wrong", "that is wrong",
            "that isn't right", "that's incorrect", "not correct", "not right", "incorrect",
            "wrong", "false", "don't", "do not", "please don't", "don't do it", "rather not",
            "i'd rather not", "i would rather not", "i'm good", "i'm fine", "i'm ok", "no need",
            "nothing", "none", "nope not me", "hell no", "nothing else", "not interested",
            "decline", "declined", "reject", "i refuse", "not ok", "not okay", "not good",
            "not likely", "unlikely", "not sure i want to", "👎", "❌", "🚫", "🙅", "✖",
            "not true", "don't bother", "not necessary",
        ],
        neither: [
            "no idea", "no clue", "no one", "no matter", "no longer", "no more", "not sure",
            "don't know", "i don't know", "i do not know", "dunno", "i'm not sure",
            "i am not sure", "i have no idea", "i've no idea", "i don't remember",
            "i can't remember", "i do not remember", "i don't mind", "i don't care",
            "i do not mind",
            "yes and no", "yes or no", "ok but", "i don't understand", "i can't find",
            "i don't have", "i do not have", "i didn't get", "i have a", "i have an",
            "i have lost", "i am a", "i can't", "i cannot", "i did a", "i have been", "i am in",
            "i'm not able", "it is a", "it was a", "it was stolen", "it was lost", "it is lost",
            "it is broken", "it is stolen", "it's not working", "it doesn't work",
            "i do need", "i do want", "i would like", "i will be", "nothing works", "right now",
            "none of", "never received", "never got", "i won't tell", "i won't say",
            "i'd rather not say", "i would rather not say", "rather not say", "fine print",
            "i have to", "i am trying", "i am not able", "do not disturb", "i can see",
        ],
        negations: [
            "not", "isn't", "wasn't", "aren't", "weren't", "don't", "doesn't", "didn't", "never",
            "neither", "nor", "without", "won't", "wouldn't", "haven't", "hasn't", "no longer",
            "instead of", "rather than", "can't", "cannot", "ain't", "except", "but not",
            "anything but",
        ],
        questionStart: [
            "what", "what's", "when", "when's", "where", "where's", "who", "who's", "whose", "why",
            "which", "how", "how's", "do you", "does", "do i", "do we", "did", "can", "could",
            "would you", "will", "should", "is", "isn't", "are", "aren't", "am i", "may i",
            "is there", "are there", "has", "have you", "have i", "was", "were", "tell me",
        ],
        factQuestion: [
            "what", "what's", "when", "when's", "where's", "where is", "where are", "where do",
            "who", "who's", "why", "which", "how much", "how many", "how long", "how often",
            "how far", "how old", "how soon", "how does", "how do you", "how is", "how are",
            "how's", "does", "do you", "do i", "do we", "is", "isn't", "are", "aren't", "am i",
            "is there", "are there", "did", "was", "were", "has", "will it", "will the", "should",
            "tell me what", "tell me how", "tell me about", "i wonder", "explain",
            "can you tell me", "could you tell me", "can you explain", "i'd like to know",
            "i want to know", "i would like to know", "may i know", "do you know",
        ],
        answerStart: [
            "i want", "i'd like", "i would like", "i'll take", "i will take", "i'll have",
            "i'll go with", "i choose", "i pick", "i prefer", "i mean", "i meant", "i need",
            "give me", "let's go with", "let's do", "go with", "go for", "take", "choose", "pick",
            "select", "option", "number", "no.", "nr", "choice", "it's", "it is", "it was",
            "that's", "that is", "that would be", "that was", "the", "my", "a", "an", "for", "to",
            "use", "make it", "probably", "maybe", "definitely", "i think", "i think it's",
            "i think it was", "just", "only", "yes", "with", "on", "answer", "im", "i'm", "i am",
        ],
        answerEnd: [
            "one", "option", "please", "pls", "thanks", "choice", "would be fine", "is fine",
            "will do", "it is", "sounds good", "would be great", "works", "works for me", "i think",
            "is best", "works best", "would be best", "for me", "please thanks", "then", "card one",
        ],
        anyOption: [
            "either", "any", "whichever", "whatever", "any of them", "either one",
            "either of them", "any of these", "any of those", "any one", "anyone", "anything",
            "i don't mind", "i don't care", "don't care", "don't mind", "no preference",
            "doesn't matter", "it doesn't matter", "it does not matter", "you choose",
            "you decide", "you pick", "surprise me", "up to you", "all the same",
            "all the same to me",
            "both are fine", "either is fine", "any is fine", "whichever is fine",
            "either works", "any works", "either is ok", "any will do", "either way",
            "i have no preference", "i'm easy", "not fussed", "whatever works", "whichever works",
            "no matter", "i do not mind", "i do not care", "anything is fine",
        ],
        allOptions: [
            "all", "all of them", "all of these", "all of those", "everything", "both",
            "both of them", "every one", "the lot", "all options", "all three", "all four",
            "all the above", "all of the above", "each of them",
        ],
        except: ["except", "except for", "but", "but not", "apart from", "without"],
        ordinals: [
            (1, ["first", "1st", "the first", "number one", "top", "first one", "top one"]),
            (2, ["second", "2nd", "2d", "second one"]), (3, ["third", "3rd", "third one"]),
            (4, ["fourth", "4th", "fourth one"]), (5, ["fifth", "5th", "fifth one"]),
            (6, ["sixth", "6th"]), (7, ["seventh", "7th"]), (8, ["eighth", "8th"]),
            (9, ["ninth", "9th"]), (10, ["tenth", "10th"]),
            (-1, ["last", "the last", "last one", "bottom", "bottom one", "final"]),
            (-2, ["second to last", "second last", "last but one", "penultimate"]),
        ],
        numbers: [
            ["one", "1️⃣"], ["two", "2️⃣"], ["three", "3️⃣"], ["four", "4️⃣"], ["five", "5️⃣"],
            ["six"], ["seven"], ["eight"], ["nine"], ["ten"], ["eleven"], ["twelve"],
        ],
        control: [
            (
                .agent,
                [
                    "agent", "human", "person", "representative", "rep", "operator", "live agent",
                    "live chat", "human agent", "real person", "a real person", "a person",
                    "a human", "an agent", "support", "customer service", "customer support",
                    "customer care", "someone", "talk to someone", "live person", "live support",
                    "support agent", "service agent", "help desk", "call center", "advisor",
                    "adviser", "the agent", "human please", "real human", "live representative",
                    "customer service representative", "transfer me", "speak to someone",
                    "agent agent", "agent agent agent", "i want a human", "chat with agent",
                ]
            ),
            (
                .cancel,
                [
                    "cancel", "cancel that", "cancel this", "cancel it", "never mind",
                    "nevermind", "forget it", "forget about it", "stop", "stop it", "abort",
                    "quit", "exit", "i changed my mind", "changed my mind", "leave it",
                    "don't bother", "scrap that", "drop it", "i want to cancel", "i want to stop",
                    "let me out", "not anymore", "forget that",
                ]
            ),
            (
                .back,
                [
                    "back", "go back", "back to the bot", "back to the assistant", "previous", "previous question", "step back", "undo",
                    "one step back", "back please", "go back one step", "take me back",
                    "previous step", "last question", "can i go back", "let me go back",
                ]
            ),
            (
                .startOver,
                [
                    "start over", "restart", "start again", "begin again", "reset",
                    "from the beginning", "start from the beginning", "start from scratch",
                    "let's start over", "start afresh", "can we start over", "new conversation",
                ]
            ),
            (
                .repeat_,
                [
                    "repeat", "repeat that", "say again", "say that again", "again", "come again",
                    "pardon", "what was the question", "what did you say", "can you repeat that",
                    "could you repeat that", "repeat please", "one more time", "sorry what",
                    "what", "huh", "what was that", "repeat the question",
                ]
            ),
            (
                .help,
                [
                    "help", "help me", "i need help", "what can i say", "what can you do",
                    "what can you help with", "what can you help me with", "how does this work",
                    "what are my options", "options", "can you help me", "can you help",
                    "i'm stuck", "what do you mean", "i don't understand", "what should i say",
                    "?", "need help", "what do i do", "i'm confused", "❓",
                ]
            ),
            (
                .skip,
                [
                    "skip", "skip it", "skip this", "skip that", "skip this question", "next",
                    "next question", "pass", "move on", "leave it empty", "leave blank",
                    "not applicable", "n/a",
                ]
            ),
            (
                .holdOn,
                [
                    "hold on", "wait", "one moment", "just a moment", "one second", "one sec",
                    "just a sec", "just a second", "just a minute", "one minute",
                    "give me a minute",
                    "give me a second", "give me a moment", "hang on", "brb", "be right back",
                    "let me check", "let me look", "wait a minute", "wait a second", "a moment",
                    "hold on a sec", "hold on a minute", "let me see", "give me a sec",
                    "hold please",
                    "i'll be right back", "bear with me",
                ]
            ),
            (
                .menu,
                [
                    "menu", "main menu", "show menu", "home", "show me the menu", "topics",
                    "back to menu", "list options", "show options", "what else can you do",
                ]
            ),
            (
                .greeting,
                [
                    "hi", "hello", "hey", "hi there", "hello there", "hey there", "good morning",
                    "good afternoon", "good evening", "good day", "greetings", "howdy", "hiya",
                    "yo", "👋", "hi how are you", "hello how are you", "how are you", "morning",
                    "hey how are you", "anybody there", "anyone there", "is anyone there",
                ]
            ),
            (
                .thanks,
                [
                    "thanks", "thank you", "thx", "ty", "thanks a lot", "many thanks", "cheers",
                    "thank you very much", "thank you so much", "thanks so much",
                    "much appreciated",
                    "appreciate it", "i appreciate it", "great thanks", "ok thanks", "🙏",
                    "perfect thanks", "great thank you", "perfect thank you",
                    "thanks for your help",
                    "thank you for your help", "thanks for the help", "you've been very helpful",
                ]
            ),
            (
                .closing,
                [
                    "bye", "goodbye", "good bye", "bye bye", "see you", "that's all", "that is all",
                    "that's all thanks", "that will be all", "nothing else", "i'm done",
                    "we're done",
                    "that's everything", "all done", "have a nice day", "have a good day", "cya",
                    "see ya", "good night", "nothing more", "no that's all", "that's it thanks",
                ]
            ),
            (
                .unsure,
                [
                    "i don't know", "don't know", "dunno", "idk", "no idea", "no clue", "not sure",
                    "i'm not sure", "i am not sure", "i do not know", "i have no idea",
                    "i've no idea", "i can't remember", "i don't remember", "can't remember",
                    "i forgot", "i forget", "hard to say", "i can't say", "who knows",
                    "i'm unsure", "unsure", "i don't recall", "beats me", "🤷", "not certain",
                    "i haven't a clue", "i don't have it", "i don't have one",
                ]
            ),
            (
                .indifferent,
                [
                    "i don't mind", "i don't care", "don't mind", "don't care", "doesn't matter",
                    "it doesn't matter", "no preference", "whatever", "whichever", "up to you",
                    "you choose", "you decide", "either", "any", "i do not mind",
                ]
            ),
        ],
        person: PersonPhrases(
            contact: [
                "talk to", "talk with", "speak to", "speak with", "speak", "talk", "chat with",
                "chat to", "connect me to", "connect me with", "connect to", "connect with",
                "connect", "transfer me to", "transfer to", "transfer me", "transfer", "get me",
                "get", "give me", "put me through to", "put me through", "put me on with",
                "put me in touch with", "reach", "contact", "i want", "i need", "i'd like",
                "i would like", "want", "need", "let me have", "can i have", "can i get",
                "find me", "hand me over to", "pass me to", "switch me to", "switch to", "call",
                "see", "is there",
            ],
            between: [
                "a", "an", "the", "to", "with", "me", "us", "through", "real", "live", "actual",
                "human", "some", "your", "one of your", "customer", "service", "support", "sales",
                "another", "different", "please", "proper", "any", "bank", "of", "over", "care",
                "friendly", "my", "qualified", "directly", "somehow", "now", "physical",
            ],
            people: [
                "agent", "agents", "human", "human being", "person", "people", "representative",
                "representatives", "rep", "operator", "someone", "somebody", "advisor", "adviser",
                "support", "customer service", "customer support", "staff", "employee", "anyone",
                "colleague", "assistant manager", "manager", "supervisor", "customer care",
                "specialist", "consultant", "humans", "individual", "help desk", "live chat",
                "team member", "support team", "member of staff", "real person",
            ],
            after: [
                "please", "pls", "plz", "now", "about", "right", "instead", "immediately", "asap",
                "who", "that", "for", "today", "regarding", "on the phone", "by phone", "thanks",
                "thank you", "here", "because", "there", "from", "at", "to help", "and", "so",
                "in", "if", "real quick", "else", "on", "then", "quickly", "or", "but",
                "directly", "around", "available",
            ],
            phrases: [
                "real person", "live agent please", "human being please", "stop the bot",
                "this bot is useless", "not a bot", "not a robot", "no bots", "no more bots",
                "i hate bots", "let me talk to", "transfer me please", "speak to a manager",
                "human help", "human assistance", "agent please", "operator please",
                "representative please", "human please", "person please", "agent now",
                "call me back", "have someone call me", "someone call me",
            ]
        ),
        danger: [
            "is using my card", "are using my card", "using my card right now",
            "using my account right now", "using my card without", "is stealing my money",
            "stealing from my account", "is taking money from my account", "taking my money",
            "emptying my account", "draining my account", "hacked my account", "hacking my account",
            "i've been hacked", "i have been hacked", "my account was hacked",
            "my account is hacked", "my account has been hacked", "i am being scammed",
            "i'm being scammed", "i've been scammed", "i have been scammed", "i got scammed",
            "i was scammed", "fraud right now", "fraudulent transactions right now",
            "being charged right now", "kill myself", "killing myself", "end my life",
            "take my own life", "want to die", "suicide", "suicidal", "hurt myself", "harm myself",
            "self harm", "going to kill", "threatening to kill", "has a gun", "holding a knife",
            "i am in danger", "i'm in danger", "my life is in danger", "being robbed",
            "i am being robbed", "call the police", "it's an emergency", "this is an emergency",
            "being held", "forcing me to", "overdose",
        ],
        correction: [
            "no wait", "wait no", "actually", "i meant", "i mean", "sorry it's", "sorry it is",
            "sorry it was", "sorry i meant", "correction", "my mistake", "my bad",
            "make that", "make it", "scratch that",
            "instead", "rather", "that was wrong", "i was wrong", "not that", "oops", "typo",
            "wrong date", "wrong card", "wrong address", "wrong number", "let me correct",
            "i made a mistake",
            "no sorry", "sorry no", "i said", "should be", "on second thought",
            "on second thoughts", "i misspoke", "that should be", "it should be",
            "no it's", "no it was", "no the", "no i said", "no not",
        ],
        change: ["change", "update", "switch", "set"],
        changeTo: ["to"],
        refusal: [
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
    )
}
