extension TalkWords {
    static let spanish = TalkWords(
        fillers: [
            "por favor", "porfa", "hola", "buenos días", "buenas tardes", "buenas noches", "buenas",
            "gracias", "muchas gracias", "pues", "bueno", "eh", "este", "ah", "oye", "perdón",
            "disculpe", "disculpa", "creo que", "creo", "entonces", "y", "👋", "🙏", "🙂", "😊",
        ],
        light: [
            "el", "la", "los", "las", "un", "una", "unos", "unas", "lo", "mi", "mis", "tu", "su",
            "sus", "yo", "me", "te", "se", "nos", "que", "de", "del", "a", "al", "en", "con", "por",
            "para", "y", "o", "es", "son", "era", "fue", "está", "ser", "he", "ha", "este", "esta",
            "esto", "eso", "esa", "ese", "hola", "gracias", "favor", "quiero", "quisiera",
            "necesito", "puedo", "opción", "no", "sí", "si", "ya", "muy", "hay", "tengo", "uno",
        ],
        yes: [
            "sí", "sí por favor", "claro", "claro que sí", "por supuesto", "desde luego",
            "de acuerdo", "correcto", "exacto", "así es", "eso es", "es correcto", "está bien",
            "adelante", "hágalo", "hazlo", "cómo no", "por qué no", "sin duda", "afirmativo", "sip",
            "confirmo", "acepto", "efectivamente", "simón", "me parece bien", "ningún problema",
            "👍", "✅", "👌",
        ],
        weakYes: ["ok", "okay", "vale", "bien", "bueno", "perfecto", "genial", "dale", "listo"],
        no: [
            "no", "no gracias", "nop", "nunca", "jamás", "para nada", "de ninguna manera",
            "en absoluto", "claro que no", "por supuesto que no", "todavía no", "aún no",
            "ahora no",
            "no es correcto", "incorrecto", "eso no", "negativo", "qué va", "no quiero",
            "mejor no", "no creo", "tampoco", "👎", "❌",
        ],
        neither: [
            "no sé", "no lo sé", "ni idea", "no tengo ni idea", "no tengo idea", "no estoy seguro",
            "no estoy segura", "no me acuerdo", "no recuerdo", "no me importa", "me da igual",
            "no entiendo", "no puedo", "no tengo", "sí y no", "no funciona",
        ],
        negations: ["no", "nunca", "sin", "ni", "jamás", "tampoco", "en vez de", "excepto"],
        questionStart: [
            "qué", "cuál", "cuáles", "cuándo", "dónde", "quién", "por qué", "cómo", "cuánto",
            "cuánta", "cuántos", "cuántas", "puedo", "puede", "puedes", "podría", "hay", "tienen",
            "es posible", "me puede", "me puedes",
        ],
        factQuestion: [
            "qué", "cuál", "cuáles", "cuándo", "dónde está", "quién", "por qué", "cuánto", "cuánta",
            "cuántos", "cuántas", "hay", "tienen", "es posible", "cómo funciona",
        ],
        answerStart: [
            "quiero", "quisiera", "prefiero", "me gustaría", "elijo", "escojo", "dame", "deme",
            "opción", "la opción", "número", "el número", "es", "fue", "era", "el", "la", "los",
            "las", "un", "una", "mi", "con", "para", "sí", "creo que", "la de", "el de",
        ],
        answerEnd: ["opción", "por favor", "gracias", "porfa", "está bien", "mejor"],
        anyOption: [
            "cualquiera", "cualquier", "me da igual", "da igual", "no me importa",
            "cualquiera de ellos", "cualquiera de las dos", "el que sea", "la que sea",
            "lo que sea",
            "usted decide", "tú decides", "como quieras", "es lo mismo",
        ],
        allOptions: ["todo", "todos", "todas", "ambos", "ambas", "los dos", "las dos"],
        except: ["excepto", "menos", "salvo"],
        ordinals: [
            (1, ["primero", "primera", "primer", "1o", "1a"]), (2, ["segundo", "segunda"]),
            (3, ["tercero", "tercera", "tercer"]), (4, ["cuarto", "cuarta"]),
            (5, ["quinto", "quinta"]), (6, ["sexto", "sexta"]), (7, ["séptimo", "séptima"]),
            (8, ["octavo", "octava"]), (9, ["noveno", "novena"]), (10, ["décimo", "décima"]),
            (-1, ["último", "última"]), (-2, ["penúltimo", "penúltima"]),
        ],
        numbers: [
            ["uno", "una"], ["dos"], ["tres"], ["cuatro"], ["cinco"], ["seis"], ["siete"], ["ocho"],
            ["nueve"], ["diez"], ["once"], ["doce"],
        ],
        control: [
            (
                .agent,
                [
                    "agente", "un agente", "persona", "una persona", "humano", "representante",
                    "operador", "operadora", "asesor", "asesora", "una persona real", "soporte",
                    "atención al cliente", "servicio al cliente", "hablar con alguien",
                    "hablar con una persona", "hablar con un agente", "alguien",
                ]
            ),
            (
                .cancel,
                [
                    "cancelar", "cancela", "cancele", "olvídalo", "olvídelo", "déjalo", "déjelo",
                    "no importa", "salir", "parar", "ya no", "cambié de opinión", "anular",
                ]
            ),
            (.back, ["atrás", "volver", "regresar", "volver atrás", "anterior", "ir atrás"]),
            (
                .startOver,
                [
                    "empezar de nuevo", "volver a empezar", "reiniciar", "desde el principio",
                    "comenzar de nuevo", "otra vez desde el principio",
                ]
            ),
            (
                .repeat_,
                [
                    "repetir", "repite", "repita", "otra vez", "cómo", "qué", "qué dijo",
                    "puede repetir", "puedes repetir", "de nuevo",
                ]
            ),
            (
                .help,
                [
                    "ayuda", "ayúdame", "ayúdeme", "necesito ayuda", "qué puedo decir",
                    "qué puedes hacer", "qué puede hacer", "opciones", "no entiendo",
                ]
            ),
            (.skip, ["saltar", "omitir", "siguiente", "paso", "la siguiente", "pasar"]),
            (
                .holdOn,
                [
                    "espera", "espere", "un momento", "un segundo", "un minuto", "momento",
                    "un momentito", "ya vuelvo", "déjame ver", "déjeme ver",
                ]
            ),
            (.menu, ["menú", "menú principal", "inicio", "ver opciones"]),
            (
                .greeting,
                [
                    "hola", "buenos días", "buenas tardes", "buenas noches", "buenas", "qué tal",
                    "hola buenos días", "hola buenas tardes", "saludos", "👋",
                ]
            ),
            (
                .thanks,
                [
                    "gracias", "muchas gracias", "mil gracias", "gracias por su ayuda",
                    "gracias por tu ayuda", "muy amable", "🙏",
                ]
            ),
            (
                .closing,
                [
                    "adiós", "chao", "hasta luego", "hasta pronto", "eso es todo", "nada más",
                    "es todo", "nos vemos", "que tenga buen día",
                ]
            ),
            (
                .unsure,
                [
                    "no sé", "no lo sé", "ni idea", "no tengo ni idea", "no estoy seguro",
                    "no estoy segura", "no me acuerdo", "no recuerdo", "no tengo idea",
                ]
            ),
            (
                .indifferent,
                [
                    "me da igual", "da igual", "no me importa", "cualquiera", "lo que sea",
                    "como quieras",
                ]
            ),
        ],
        person: PersonPhrases(
            contact: [
                "hablar con", "hablar", "comunicarme con", "comuníqueme con", "comunícame con",
                "quiero", "quisiera", "necesito", "páseme con", "pásame con", "contactar con",
                "contactar a", "conécteme con", "conéctame con", "transfiérame a", "póngame con",
            ],
            between: ["a", "con", "un", "una", "el", "la", "verdadero", "verdadera", "su", "ser"],
            people: [
                "agente", "persona", "persona real", "humano", "representante", "operador",
                "operadora", "asesor", "asesora", "alguien", "ser humano", "gerente", "supervisor",
                "atención al cliente", "servicio al cliente", "ejecutivo",
            ],
            after: ["por favor", "ahora", "sobre", "ya", "de", "que", "para", "gracias", "real"],
            phrases: ["persona real", "agente por favor", "no quiero un robot"]
        ),
        danger: [
            "están usando mi tarjeta", "está usando mi tarjeta", "usando mi tarjeta ahora",
            "me están robando", "robando mi dinero", "me hackearon", "hackearon mi cuenta",
            "me estafaron", "me están estafando", "matarme", "suicidarme", "suicidio",
            "quitarme la vida", "quiero morir", "hacerme daño", "estoy en peligro",
            "es una emergencia", "me apuntan con una pistola", "me quiero matar",
            "me obligan a transferir", "me obligan a pagar", "me acaban de estafar",
        ],
        notDanger: [
            "matarme de risa", "matarme a trabajar", "me están robando con las comisiones",
        ],
        abuse: [
            "vete a la mierda", "váyanse a la mierda", "que te jodan", "jódete", "chinga tu madre",
            "vete al diablo", "vete al infierno", "hijo de puta", "hija de puta", "hijos de puta",
            "eres idiota", "eres un idiota", "idiota", "idiotas", "imbécil", "imbéciles",
            "eres estúpido", "eres una estúpida", "bot estúpido", "estúpido bot", "estúpido robot",
            "eres tonto", "cabrón", "cabrones", "pendejo", "pendejos", "gilipollas", "cállate",
            "maldito bot", "puto bot", "puta máquina", "eres una mierda", "pedazo de mierda",
        ],
        notAbuse: ["soy idiota", "soy un idiota", "como un idiota", "soy un imbécil"],
        correction: [
            "no espera", "en realidad", "quise decir", "quería decir", "perdón es", "perdón era",
            "me equivoqué", "corrección", "mejor",
            "digo", "no perdón", "debería ser", "es decir",
        ],
        change: ["cambiar", "cambia", "cambie", "cámbialo", "cámbielo"],
        changeTo: ["a", "por"],
        refusal: [
            "prefiero no decirlo", "prefiero no decir", "no quiero decirlo", "no quiero decir",
            "no se lo voy a decir", "no te lo voy a decir", "no es asunto suyo", "prefiero no",
            "no quiero darlo", "no quiero responder", "es privado",
        ],
        unable: [
            "no puedo", "no funciona", "no me funciona", "no me deja", "no tengo", "de otra manera",
            "de otra forma", "otra forma",
        ]
    )
}
