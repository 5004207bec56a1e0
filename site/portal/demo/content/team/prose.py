"""What the team says about itself, written in each language rather than translated word by word."""

MARTA_ES = (
    "<p>Llevo catorce años cuidando perros y gatos en València, y los últimos ocho con una idea "
    "fija: que ir al veterinario no sea el peor día del mes para tu gato. Reservo más tiempo del "
    "habitual para cada visita y te explico las opciones con su precio antes de decidir.</p>"
    "<p>En consulta trabajo codo con codo con Javier Ibáñez (cirugía) y con Lucía Peris "
    "(fisioterapia), así que si tu animal necesita algo más no empiezas de cero.</p>"
    "<h3>Antes de venir con un gato</h3>"
    "<ul><li>Deja el transportín abierto en casa un par de días antes, con una manta suya.</li>"
    "<li>Cúbrelo con una toalla por el camino.</li>"
    "<li>Avisa al llegar: pasáis directamente a la sala de gatos.</li></ul>"
)
MARTA_EN = (
    "<p>I have looked after dogs and cats in València for fourteen years. For the last eight I "
    "have had one goal in mind: a trip to the vet should not be the worst day of your cat’s "
    "month. I keep more time than usual for every visit, and I go through the options and their "
    "prices with you before anything is decided.</p>"
    "<p>Javier Ibáñez (surgery) and Lucía Peris (physiotherapy) work next door, so if your animal "
    "needs more, you don’t have to start from scratch.</p>"
    "<h3>Before you bring a cat</h3>"
    "<ul><li>Leave the carrier open at home for a couple of days, with a favourite blanket.</li>"
    "<li>Cover it with a towel on the way.</li>"
    "<li>Tell us when you arrive and you’ll go straight to the cats’ room.</li></ul>"
)
JAVIER_ES = (
    "<p>Soy cirujano, y lo que más hago es hablar: antes de operar quiero que sepas qué vamos a "
    "hacer, qué riesgos tiene, cuánto cuesta y cómo será la primera semana en casa. Si una "
    "operación puede esperar, te lo digo.</p>"
    "<p>De lunes a miércoles estoy en València, y los jueves y viernes paso consulta en Las "
    "Palmas. Allí veo también medicina general y vacunas.</p>"
    "<h3>Qué traer a la visita previa</h3>"
    "<ul><li>Las radiografías y analíticas que tengas, aunque sean de otra clínica.</li>"
    "<li>La lista de lo que toma ahora.</li>"
    "<li>Un vídeo si cojea: en consulta muchos caminan perfectos.</li></ul>"
)
JAVIER_EN = (
    "<p>I am a surgeon, and most of what I do is talk. Before any operation I want you to know "
    "what we will do, what could go wrong, what it costs and what the first week at home looks "
    "like. If surgery can wait, I will tell you so.</p>"
    "<p>Monday to Wednesday I work in València; on Thursdays and Fridays I see patients in Las "
    "Palmas, including general check-ups and vaccinations.</p>"
    "<h3>What to bring to the first visit</h3>"
    "<ul><li>Any X-rays and blood results you have, even from another clinic.</li>"
    "<li>A list of current medicines.</li>"
    "<li>A video if there is a limp: many dogs walk perfectly in the consulting room.</li></ul>"
)
SAMUEL_ES = (
    "<p>La piel habla despacio. Un perro que se rasca puede llevar meses contándonos algo, y mi "
    "trabajo es escucharlo con orden: primero descartamos lo sencillo, después las alergias, y "
    "solo probamos un tratamiento a la vez para saber cuál funciona.</p>"
    "<p>Miro la citología contigo en el microscopio de la consulta, y te llevas por escrito qué "
    "dar, cuándo y qué esperar cada semana. También veo conejos y cobayas.</p>"
    "<p>No bañes a tu animal los tres días anteriores a la visita, así veo la piel como está.</p>"
)
SAMUEL_EN = (
    "<p>Skin takes its time. A dog that scratches may have been telling us something for months, "
    "and my job is to listen in the right order: we rule out the simple things first, allergies "
    "next, and we try one treatment at a time so that we know which one worked.</p>"
    "<p>We look at the cytology together on the microscope in the room, and you go home with a "
    "page that says what to give, when, and what to expect each week. I see rabbits and guinea "
    "pigs too.</p>"
    "<p>Please don’t bathe your animal for three days before the visit, so that I can see the "
    "skin as it is.</p>"
)
LUCIA_ES = (
    "<p>Soy veterinaria y me dedico solo a la rehabilitación: perros que vuelven de una operación "
    "de rodilla, abuelos con artrosis, gatos que han dejado de saltar. Trabajamos sin dolor y con "
    "objetivos pequeños, como volver a subir al sofá o dar la vuelta a la manzana.</p>"
    "<p>La primera sesión es para conocernos y medir de dónde partimos. Saldrás con dos o tres "
    "ejercicios para casa, de los que caben en un pasillo.</p>"
    "<p>Si te envía otra clínica, escríbenos antes y hablaré con ellos.</p>"
)
LUCIA_EN = (
    "<p>I am a vet and rehabilitation is all I do: dogs recovering from knee surgery, old friends "
    "with arthritis, cats that have stopped jumping. We work without pain and towards small "
    "goals, such as getting back on the sofa or once around the block.</p>"
    "<p>The first session is for getting to know each other and measuring where we start. You "
    "will leave with two or three exercises that fit into any hallway.</p>"
    "<p>If another clinic is referring you, write to us beforehand and I will talk to them.</p>"
)
NOELIA_ES = (
    "<p>Aquí nadie tiene prisa. Si tu perro no aguanta el secador, secamos con toalla; si es su "
    "primera vez, dedicamos un rato a que huela la mesa y las tijeras. Prefiero un corte en dos "
    "visitas que un perro con miedo.</p>"
    "<p>Con los gatos de pelo largo trabajo siempre a primera hora, cuando la clínica está en "
    "silencio. Si encuentro algo raro en la piel o en los oídos, aviso al equipo veterinario y te "
    "llamo antes de seguir.</p>"
)
NOELIA_EN = (
    "<p>Nobody is in a hurry here. If your dog can’t stand the dryer, we use towels; if it is "
    "their first time, we spend a while sniffing the table and the scissors. I would rather "
    "finish a trim in two visits than send home a frightened dog.</p>"
    "<p>Long-haired cats always come first thing in the morning, while the clinic is quiet. If I "
    "find something odd on the skin or in the ears, I tell our vets and call you before going "
    "on.</p>"
)
CARLA_ES = (
    "<p>Enseño a personas que viven con perros. Nos vemos en el patio de la clínica o en la calle "
    "donde ocurre el problema, y practicamos lo que vais a necesitar cada día: pasear sin tirar, "
    "quedarse solo, saludar sin saltar.</p>"
    "<p>Trabajo con premios y con paciencia, nunca con collares de castigo. Y si detrás de una "
    "conducta puede haber dolor, primero pedimos que lo vea un veterinario.</p>"
    "<h3>Para la primera sesión</h3>"
    "<ul><li>Arnés y una correa larga.</li><li>Premios blandos, muchos y pequeños.</li>"
    "<li>Toda la familia, si puede ser.</li></ul>"
)
CARLA_EN = (
    "<p>I teach people who live with dogs. We meet in the clinic’s courtyard, or on the street "
    "where things go wrong, and practise what you need every day: walking without pulling, "
    "staying home alone, saying hello without jumping up.</p>"
    "<p>I use rewards and patience, never punishment collars. And if pain may be behind a "
    "behaviour, we ask a vet to take a look first.</p>"
    "<h3>For the first session</h3>"
    "<ul><li>A harness and a long lead.</li><li>Soft treats, small and plenty of them.</li>"
    "<li>The whole family, if you can.</li></ul>"
)
