extension TalkWords {
    static let spanish = TalkWords(
        fillers: [
            "por favor", "porfa", "hola", "buenos días", "buenas tardes", "buenas noches", "buenas",
            "gracias", "muchas gracias", "pues", "bueno", "eh", "este", "ah", "oye", "perdón",
            "disculpe", "disculpa", "creo que", "creo", "entonces", "y", "👋", "🙏", "🙂", "😊", "oiga",
            "mire", "a ver", "buen día", "estimados", "porfis", "le agradezco", "se lo agradezco",
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
            "👍", "✅", "👌", "sí claro", "sí señor", "sí correcto", "sí está bien", "sí gracias",
            "sí quiero", "sí adelante", "eso mismo", "tal cual", "cierto", "es cierto", "seguro",
            "obvio", "ándale", "así mismo", "con gusto", "de una", "por favor sí", "sipi", "simon",
            "okey sí", "afirmo", "proceda", "continúe", "exactamente", "confirmado", "confírmelo",
            "todo correcto", "todo bien", "todo está bien", "todo en orden", "está perfecto",
            "está correcto", "está todo bien", "está todo correcto", "todo perfecto",
            "resérvela", "resérvelo", "pídalo", "pídala", "ábralo", "envíelo", "envíela",
            "mándelo", "mándela", "agréguelo", "añádalo", "congélela", "bloquéela", "actívela",
            "hágalo por favor", "siga", "sigamos", "no hay problema", "me conviene",
        ],
        weakYes: [
            "ok", "okay", "vale", "bien", "bueno", "perfecto", "genial", "dale", "listo", "okey",
            "oki", "bueno sí", "está bueno", "muy bien", "excelente", "súper", "sale", "va",
        ],
        no: [
            "no", "no gracias", "nop", "nunca", "jamás", "para nada", "de ninguna manera",
            "en absoluto", "claro que no", "por supuesto que no", "todavía no", "aún no",
            "ahora no", "no es correcto", "incorrecto", "eso no", "negativo", "qué va", "no quiero",
            "mejor no", "no creo", "tampoco", "👎", "❌", "no señor", "no no", "nones",
            "para nada no", "no está bien", "está mal", "no es así", "así no", "no por ahora",
            "por ahora no", "no de momento", "nada de eso", "ni hablar", "no estoy de acuerdo",
            "mejor no gracias", "por el momento no", "de momento no", "no por el momento",
            "no hace falta", "no es necesario", "no lo haga", "no lo hagas", "no deseo",
            "no está correcto", "nada está bien", "no así no",
        ],
        neither: [
            "no sé", "no lo sé", "ni idea", "no tengo ni idea", "no tengo idea", "no estoy seguro",
            "no estoy segura", "no me acuerdo", "no recuerdo", "no me importa", "me da igual",
            "no entiendo", "no puedo", "no tengo", "sí y no", "no funciona", "no sabría decirle",
            "quién sabe", "tal vez", "quizás", "quizá", "depende", "más o menos", "no sé qué decir",
        ],
        negations: ["no", "nunca", "sin", "ni", "jamás", "tampoco", "en vez de", "excepto"],
        questionStart: [
            "qué", "cuál", "cuáles", "cuándo", "dónde", "quién", "por qué", "cómo", "cuánto",
            "cuánta", "cuántos", "cuántas", "puedo", "puede", "puedes", "podría", "hay", "tienen",
            "es posible", "me puede", "me puedes", "me podría", "me podrías", "podrían", "se puede",
            "es necesario", "hace falta", "adónde", "a dónde", "a qué hora", "hasta qué hora",
            "con qué", "para qué", "de qué", "sabe si", "saben si", "qué tal si", "ofrecen",
            "aceptan", "cobran", "existe", "existen", "debo", "tengo que", "necesito saber",
        ],
        factQuestion: [
            "qué", "cuál", "cuáles", "cuándo", "dónde está", "quién", "por qué", "cuánto", "cuánta",
            "cuántos", "cuántas", "hay", "tienen", "es posible", "cómo funciona", "a qué hora",
            "hasta qué hora", "adónde", "a dónde", "para qué", "se puede", "ofrecen", "aceptan",
            "cobran", "existe", "existen",
        ],
        answerStart: [
            "quiero", "quisiera", "prefiero", "me gustaría", "elijo", "escojo", "dame", "deme",
            "opción", "la opción", "número", "el número", "es", "fue", "era", "el", "la", "los",
            "las", "un", "una", "mi", "con", "para", "sí", "creo que", "la de", "el de",
            "quiero la", "quiero el", "prefiero la", "prefiero el", "me quedo con", "sería",
            "sería la", "sería el", "mejor la", "mejor el", "póngame", "mándeme", "vamos con",
            "con la", "con el", "deme la", "deme el", "la que", "el que",
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
                    "hablar con una persona", "hablar con un agente", "alguien", "un humano",
                    "un asesor", "una asesora", "un representante", "un ejecutivo", "ejecutivo",
                    "una persona por favor", "persona real", "hablar con un humano",
                    "hablar con un asesor", "hablar con un representante",
                    "quiero hablar con alguien", "quiero hablar con una persona",
                    "necesito hablar con alguien", "alguien real", "agente humano",
                    "hablar con agente", "una persona humana", "un ser humano", "un operador",
                    "una operadora", "con una persona", "con un agente", "con alguien",
                ]
            ),
            (
                .cancel,
                [
                    "cancelar", "cancela", "cancele", "olvídalo", "olvídelo", "déjalo", "déjelo",
                    "no importa", "salir", "parar", "ya no", "cambié de opinión", "anular",
                    "cancelar todo", "cancélelo", "cancélalo", "cancelo", "quiero cancelar",
                    "ya no quiero", "déjelo así", "déjalo así", "olvidar", "termínelo", "terminar",
                    "nada olvídelo", "no sigamos",
                ]
            ),
            (
                .back,
                [
                    "atrás", "volver", "regresar", "volver atrás", "anterior", "ir atrás", "atras",
                    "regrese", "regresa", "vuelva", "vuelve", "vuelva atrás", "vuelve atrás",
                    "un paso atrás", "para atrás", "pregunta anterior", "la pregunta anterior",
                    "volver al asistente", "volver con el asistente", "volver al bot",
                    "regresar al asistente",
                ]
            ),
            (
                .startOver,
                [
                    "empezar de nuevo", "volver a empezar", "reiniciar", "desde el principio",
                    "comenzar de nuevo", "otra vez desde el principio", "empecemos de nuevo",
                    "empiece de nuevo", "empieza de nuevo", "comencemos de nuevo", "desde cero",
                    "empezar desde cero", "reinicie", "reinicia",
                ]
            ),
            (
                .repeat_,
                [
                    "repetir", "repite", "repita", "otra vez", "cómo", "qué", "qué dijo",
                    "puede repetir", "puedes repetir", "de nuevo", "repítalo", "repítelo",
                    "me lo repite", "me lo repites", "cómo dijo", "perdón cómo", "no le oí",
                    "qué me preguntó",
                ]
            ),
            (
                .help,
                [
                    "ayuda", "ayúdame", "ayúdeme", "necesito ayuda", "qué puedo decir",
                    "qué puedes hacer", "qué puede hacer", "opciones", "no entiendo",
                    "ayuda por favor", "qué hago", "qué digo", "qué debo hacer",
                    "cómo funciona esto", "cómo funciona",
                ]
            ),
            (
                .skip,
                [
                    "saltar", "omitir", "siguiente", "paso", "la siguiente", "pasar", "sáltelo",
                    "sáltalo", "saltar esto", "omitir esto", "omítalo", "no aplica",
                    "ninguno por ahora", "sin respuesta",
                ]
            ),
            (
                .holdOn,
                [
                    "espera", "espere", "un momento", "un segundo", "un minuto", "momento",
                    "un momentito", "ya vuelvo", "déjame ver", "déjeme ver", "espéreme", "espérame",
                    "espere un momento", "espera un momento", "deme un momento", "dame un momento",
                    "deme un segundo", "un segundito", "ahorita", "permítame", "ahora vuelvo",
                    "déjeme buscarla", "déjeme buscarlo",
                ]
            ),
            (.menu, ["menú", "menú principal", "inicio", "ver opciones"]),
            (
                .greeting,
                [
                    "hola", "buenos días", "buenas tardes", "buenas noches", "buenas", "qué tal",
                    "hola buenos días", "hola buenas tardes", "saludos", "👋", "hola qué tal",
                    "buen día", "muy buenas", "hola buenas", "hola buenas noches",
                ]
            ),
            (
                .thanks,
                [
                    "gracias", "muchas gracias", "mil gracias", "gracias por su ayuda",
                    "gracias por tu ayuda", "muy amable", "🙏", "se lo agradezco", "le agradezco",
                    "gracias por todo", "muchísimas gracias", "gracias muy amable", "ok gracias",
                    "perfecto gracias",
                ]
            ),
            (
                .closing,
                [
                    "adiós", "chao", "hasta luego", "hasta pronto", "eso es todo", "nada más",
                    "es todo", "nos vemos", "que tenga buen día", "hasta mañana",
                    "hasta la próxima", "que esté bien", "cuídese", "bye", "chau", "eso sería todo",
                    "sería todo", "es todo gracias",
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
                "que me atienda", "atiéndame", "pásenme con", "comuníquenme con", "conéctenme con",
                "transfiéranme a", "transfiéreme a", "me pasa con", "me comunica con",
                "me pueden pasar con", "me puede pasar con", "me gustaría hablar con",
                "prefiero hablar con", "deseo hablar con", "que me llame", "prefiero", "preferiría",
                "hablo con", "hable con", "conversar con", "platicar con", "pasarme con",
                "pásame a", "páseme a", "me puedes pasar con", "me podrían pasar con",
                "me podría pasar con", "conectarme con", "transferirme a", "transferirme con",
                "ponerme con", "me pone con", "me pones con", "derivarme a", "derívame a",
                "deríveme a", "me puede atender", "me pueden atender", "me puedes atender",
                "me podría atender", "me atiende", "puede atenderme", "que me ayude",
                "me puede ayudar", "ayuda de", "asistencia de", "necesito que", "quiero que",
                "me puede comunicar con", "me puedes comunicar con", "comunicarme a",
                "me comunicas con", "contacto con", "contactarme con", "hay algún",
                "hay alguna",
            ],
            between: [
                "a", "con", "un", "una", "el", "la", "verdadero", "verdadera", "su", "ser", "otro",
                "otra", "algún", "alguna", "los", "las", "del", "de", "sus", "señor", "señora",
                "directamente",
            ],
            people: [
                "agente", "persona", "persona real", "humano", "representante", "operador",
                "operadora", "asesor", "asesora", "alguien", "ser humano", "gerente", "supervisor",
                "atención al cliente", "servicio al cliente", "ejecutivo", "humanos", "agentes",
                "asesores", "representantes", "personas", "empleado", "empleada", "encargado",
                "encargada", "responsable", "jefe", "jefa", "personal", "especialista",
                "alguien del banco", "persona de verdad", "alguien real", "alguien de verdad",
                "agente real", "agente humano", "agente de verdad", "asesor humano",
                "persona humana", "alguien de ustedes", "alguno de ustedes",
            ],
            after: [
                "por favor", "ahora", "sobre", "ya", "de", "que", "para", "gracias", "real",
                "en vez de", "en lugar de", "directamente", "inmediatamente", "hoy", "porque", "si",
                "cuanto antes", "y", "lo antes posible", "urgente", "me atienda", "me ayude",
                "no", "ahí", "disponible", "mejor", "no un robot", "no con un robot",
            ],
            phrases: [
                "persona real", "agente por favor", "no quiero un robot", "persona por favor",
                "humano por favor", "asesor por favor", "no quiero hablar con un robot",
                "no quiero hablar con una máquina", "no quiero un bot", "persona de verdad",
                "no quiero hablar con un bot", "no quiero una máquina", "atención humana",
                "soporte humano", "atención personal", "atención de una persona",
                "alguien que me pueda ayudar", "alguien que me ayude", "hay alguien ahí",
                "alguien con quien hablar",
            ]
        ),
        danger: [
            "están usando mi tarjeta", "está usando mi tarjeta", "usando mi tarjeta ahora",
            "me están robando", "robando mi dinero", "me hackearon", "hackearon mi cuenta",
            "me estafaron", "me están estafando", "matarme", "suicidarme", "suicidio",
            "quitarme la vida", "quiero morir", "hacerme daño", "estoy en peligro",
            "es una emergencia", "me apuntan con una pistola", "me quiero matar",
            "me obligan a transferir", "me obligan a pagar", "me acaban de estafar",
            "alguien está usando mi tarjeta", "alguien usa mi tarjeta",
            "alguien está usando mi cuenta", "alguien entró en mi cuenta",
            "alguien está en mi cuenta", "me están vaciando la cuenta", "vaciando mi cuenta",
            "me quieren matar", "me están amenazando", "me están asaltando", "me secuestraron",
            "llame a la policía", "llamen a la policía", "acabar con mi vida", "hacerle daño",
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
            "me equivoqué", "corrección", "mejor", "digo", "no perdón", "debería ser", "es decir",
            "espera no", "espere no", "no espere", "no fue", "mejor dicho", "me confundí",
            "perdón quise decir", "no mejor", "disculpe quise decir", "más bien", "no la verdad",
            "rectifico", "corrijo", "que sea", "que sean", "que mejor sea", "mejor que sea",
            "mejor que sean", "póngale", "pónganle", "hágalo para", "perdón quería decir",
        ],
        change: [
            "cambiar", "cambia", "cambie", "cámbialo", "cámbielo", "cambiarlo", "cambiarla",
            "cámbiala", "cámbiela", "modificar", "modifique", "corregir", "corrija", "actualizar",
        ],
        changeTo: ["a", "por"],
        refusal: [
            "prefiero no decirlo", "prefiero no decir", "no quiero decirlo", "no quiero decir",
            "no se lo voy a decir", "no te lo voy a decir", "no es asunto suyo", "prefiero no",
            "no quiero darlo", "no quiero darle", "no quiero darles", "no lo doy",
            "prefiero no darlo",
            "prefiero no dar", "preferiría no", "no deseo dar", "no quiero responder", "es privado",
        ],
        unable: [
            "no puedo", "no funciona", "no me funciona", "no me deja", "no tengo", "de otra manera",
            "de otra forma", "otra forma",
        ],
        lacking: [
            "no tengo", "no lo tengo", "no la tengo", "no me acuerdo", "no lo recuerdo",
            "no recuerdo", "se me olvidó", "lo olvidé", "no lo encuentro", "no lo sé",
        ]
    )
}
