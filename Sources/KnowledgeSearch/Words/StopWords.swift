import Text

/// Words of a question's grammar, which say nothing about its subject.
///
/// They are left out of questions only: an article keeps all its words, so that a title made of
/// them can still be counted. Spelled without accents.
enum StopWords {
    static func of(_ language: String) -> Set<String> {
        guard let words = lists[language] else { return [] }
        return Set(
            words.split(separator: " ").map {
                language == "ar" ? ArabicLetters.plain(String($0)) : String($0)
            }
        )
    }

    private static let lists: [String: String] = [
        "en": """
        a about after all also am an and any anybody anyone anything are arent as at be became \
        because been before being but by can cannot cant could couldnt did didnt do does doesnt \
        doing dont each either else etc for from get gets getting give given go going got had has \
        hasnt have havent having he hello help her here hers hi him his how however i id if ill im \
        in into is isnt it its ive just kindly know let lets like made make makes may me might \
        mine more most much must my need needs no not of oh ok okay on one only or other our ours \
        out over own please q s shall she should shouldnt so some somebody someone something such \
        t tell than thank thanks that thats the their theirs them then there theres these they \
        thing things think this those though through to too u up upon us use used using very via \
        want wanted wants was wasnt way we well were what whats when where whether which while \
        who whom whose why will with within without wont would wouldnt yes yet you your yours
        """,
        "de": """
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin \
        bis bist bitte da dafur damit dann das dass dein deine dem den denn der des dich die dies \
        diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es \
        etwas euch euer fur gegen gibt haben hallo hat hatte hier hin ich ihm ihn ihnen ihr ihre \
        ihren im in ins ist ja jede jeder jedes jetzt kann kein keine konnen konnte lasst machen \
        man mein meine meinem meinen meiner mich mir mit mochte muss mussen nach nicht noch nun nur \
        ob oder ohne sehr sein seine sich sie sind so soll sollte sondern uber um und uns unser \
        unter viel vom von vor wann warum was welche welchem welchen welcher welches wenn wer \
        werden wie wieder will wir wird wo wohin wurde wurden zu zum zur danke
        """,
        "es": """
        a al algo alguien da dan ofrece ofrecen alguna alguno ante aqui asi aun ayuda ayudar ayudarme buenas buenos como \
        con cual cuales cuando cuanto cuanta cuantos cuantas de debo deberia decir decirme del \
        desde dias digame donde el ella ellas ellos en entre era eres es esa esas ese eso esos esta \
        estan estas este esto estos estoy favor fue fueron gracias gustaria ha hace hacer hago han \
        hasta hay he hola ir la las le les lo los mas me mi mia mias mio mios mis mucho muy nada \
        necesita necesito ni no nos nosotros o os para pero pide pido poder podria por porque puede \
        pueden puedo pues que quien quienes quiero quisiera saber se sea ser si sido sin sobre son \
        soy su sus tal tambien tardes te tengo tiene tienen tu tus un una unas uno unos usted \
        ustedes va van voy y ya yo
        """,
        "ar": """
        أن إن أنا أنت أنتم أنتِ نحن هو هي هم هما لي لك له لها لنا لكم لهم بي به بها بك بنا في من إلى الى \
        على عن مع عند عندي عندكم عندك لدي لديك لديكم لدينا منذ خلال حتى بعد قبل بين حول بدون دون غير \
        سوى هل ما ماذا متى أين اين كيف كم لماذا لم لن لا ليس ليست أي أية من الذي التي الذين هذا هذه \
        ذلك تلك هؤلاء هنا هناك كان كانت يكون تكون كنت أكون قد سوف لقد إذا اذا لو كي لكي لأن لان ثم أو \
        او أم بل لكن كل بعض جميع أيضا فقط جدا نعم مرحبا أهلا السلام عليكم شكرا رجاء الرجاء فضلك فضلكم \
        أريد اريد أرغب أود أحتاج احتاج بحاجة يمكن يمكنني يمكنك يمكنكم أستطيع تستطيع ممكن يجب علي عليه \
        عليها فيه فيها منه منها إليه إليها إليكم عنه عنها أعرف اعرف معرفة أفعل افعل تفعل يتم تم أجل \
        أجد نجد أحصل الحصول تعطون تقدمون أعطني أخبرني هناك يوجد توجد شيء أحد لو سمحت سمحتم حين عندما حيث كما مثل مثلا نفس ذات الآن الان اليوم ان انا انت اي
        """,
        "fr": """
        a ai alors au aucun aussi aux avec avez avoir bonjour c ca car ce cela ces cet cette ceux \
        chez ci comme comment d dans de des donc du elle elles en est et etait ete etes etre eu \
        faire fait faut il ils j je l la le les leur leurs lui m ma mais me meme mes mon n ne ni \
        nos notre nous on ont ou par pas peut peux plait plus pour pourquoi puis puisje qu quand \
        que quel quelle quelles quels qui quoi s sa sans se ses si sont sous suis sur t ta te tes \
        toi ton tous tout tres tu un une vos votre vous y merci
        """,
        "it": """
        a ad agli ai al alla alle anche avere c che chi ci cio come con cosa cui d da dal dalla \
        dei del della delle di dove e ed era essere fare gli grazie ha hai ho i il in io l la le \
        lei li lo loro ma mi mia mie miei mio molto ne nei nel nella no noi non o per perche piu \
        posso puo quale quali quando quanto quella quello questa questo qui sei si sia sono su sua \
        sue sul sulla suo ti tra tu un una uno vi voi vorrei ciao
        """,
        "pt": """
        a ainda ao aos aquela aquele as ate com como da das de dela dele do dos e ela elas ele \
        eles em entre era essa esse esta estao estas este estou eu favor foi ha isso isto ja la \
        lhe mais mas me meu meus minha minhas muito na nao nas nem no nos nossa nosso num numa o \
        obrigado ola onde os ou para pela pelo por porque posso qual quais quando quanto que quem \
        quero se sem ser seu seus so sua suas tambem te tem tenho ter tu um uma voce voces preciso
        """,
        "nl": """
        aan al alles als alsjeblieft bent bij ben dan dat de der deze die dit doen door dus een en \
        er ge geen graag had heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kunnen \
        kun maar me meer met mij mijn moet na naar niet nog nu of om omdat ons ook op over te tot u \
        uit uw van veel voor waar waarom wanneer was wat we wel welke wie wij wil worden wordt zal \
        ze zich zij zijn zo zou
        """,
        "tr": """
        acaba ama ancak bana bazi belki ben beni benim bir biz bu cok cunku da daha de defa diye \
        en gibi gore hem hep her hic icin ile ise kadar ki kim kime mi mu nasil ne neden nedir \
        nerede nereye niye o olan olarak oldu olur onlar ona onu onun sen siz su ve veya ya yani
        """,
    ]
}
