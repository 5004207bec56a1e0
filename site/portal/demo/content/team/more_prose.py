"""What the others of the team say about themselves, again written in each language."""

ANDRES_ES = (
    "<p>Un conejo que deja de comer un día ya es una urgencia, y un loro esconde que está enfermo "
    "hasta que no puede más. Por eso los animales pequeños necesitan a alguien que los mire de "
    "otra manera. Llevo once años viendo conejos, cobayas, hurones, aves y tortugas.</p>"
    "<p>En la sala de exóticos no entran perros ni gatos. Te explico cada prueba antes de "
    "hacerla, y muchas veces lo que cambia la salud de tu animal no es un medicamento sino la "
    "jaula, la luz o la comida.</p>"
    "<h3>Antes de venir</h3>"
    "<ul><li>Haz una foto de su jaula o terrario, con todo dentro.</li>"
    "<li>Apunta qué come de verdad, no lo que debería comer.</li>"
    "<li>Trae a tu ave en su jaula pequeña, tapada con una tela.</li></ul>"
)
ANDRES_EN = (
    "<p>A rabbit that stops eating for a day is already an emergency, and a parrot will hide an "
    "illness until it no longer can. Small animals need somebody who looks at them differently. "
    "I have been seeing rabbits, guinea pigs, ferrets, birds and tortoises for eleven years.</p>"
    "<p>No dogs or cats come into the exotics room. I explain every test before I do it, and "
    "quite often what makes an animal better is not a medicine but the cage, the light or the "
    "food.</p>"
    "<h3>Before you come</h3>"
    "<ul><li>Take a picture of the cage or vivarium with everything in it.</li>"
    "<li>Write down what they really eat, not what they should be eating.</li>"
    "<li>Bring a bird in a small cage with a cloth over it.</li></ul>"
)
INES_ES = (
    "<p>Casi nadie engorda a su perro a propósito. Por eso aquí no hay regañinas: pesamos, "
    "hacemos cuentas juntos y salimos con un plan que quepa en tu semana y en tu bolsillo, ya "
    "sea pienso, lata o comida hecha en casa.</p>"
    "<p>También preparo dietas para animales con enfermedad renal, digestiva o con alergias, de "
    "acuerdo con quien lleva su tratamiento. El plan te llega por escrito en 48 horas.</p>"
    "<p>Una vez al mes paso consulta en Las Palmas. Si puedes, apunta durante una semana todo lo "
    "que come, premios y bocados de la mesa incluidos.</p>"
)
INES_EN = (
    "<p>Hardly anyone overfeeds a dog on purpose, so there is no telling-off here. We weigh, do "
    "the sums together and leave with a plan that fits your week and your budget, whether that "
    "is kibble, tins or home cooking.</p>"
    "<p>I also write diets for animals with kidney or gut disease or with allergies, in agreement "
    "with whoever treats them. You get the plan in writing within 48 hours.</p>"
    "<p>Once a month I see patients in Las Palmas. If you can, note down everything they eat for "
    "a week, treats and titbits from the table included.</p>"
)
SALMA_ES = (
    "<p>Un perro que gruñe está diciendo algo; un gato que deja de usar el arenero, también. Soy "
    "veterinaria especializada en conducta, así que miro primero si hay dolor o enfermedad detrás "
    "y después qué ha aprendido, qué le asusta y cómo es su día.</p>"
    "<p>La primera consulta dura hora y media. Sales con un plan de tres o cuatro cosas, las que "
    "más ayudan, y hablamos a las dos semanas para ajustarlo. Cuando toca entrenar, lo hago a "
    "medias con Pau o con Carla.</p>"
    "<h3>Qué me ayuda</h3>"
    "<ul><li>Vídeos cortos de lo que os preocupa, sin provocarlo.</li>"
    "<li>Que venga quien más tiempo pasa con él.</li>"
    "<li>Si muerde, avísanos al reservar y te decimos cómo entrar.</li></ul>"
)
SALMA_EN = (
    "<p>A dog that growls is saying something; so is a cat that stops using the litter tray. I am "
    "a vet who works on behaviour, so I first check whether there is pain or illness behind it, "
    "and then what they have learnt, what frightens them and what their day looks like.</p>"
    "<p>The first visit takes an hour and a half. You leave with three or four things to do, the "
    "ones that help most, and we talk again two weeks later. When training is needed, Pau or "
    "Carla and I share the work.</p>"
    "<h3>What helps me</h3>"
    "<ul><li>Short videos of what worries you, without setting it off on purpose.</li>"
    "<li>Whoever spends most time with them should come.</li>"
    "<li>If they bite, say so when you book and we will tell you how to come in.</li></ul>"
)
PAU_ES = (
    "<p>Empecé enseñando a perros de una protectora y sigo pensando que el primer mes en casa lo "
    "decide casi todo. Por eso trabajo sobre todo con cachorros y con perros recién adoptados, y "
    "con las personas que los esperan.</p>"
    "<p>Las sesiones son cortas y en sitios de verdad: el parque de al lado, el tranvía, una "
    "terraza. Sin gritos y sin tirones. Al terminar te mando un resumen con lo que vamos a "
    "practicar esa semana.</p>"
)
PAU_EN = (
    "<p>I began by training dogs at a shelter, and I still think that the first month at home "
    "decides nearly everything. That is why I work mostly with puppies and newly adopted dogs, "
    "and with the people who have been waiting for them.</p>"
    "<p>Sessions are short and happen in real places: the park next door, the tram, a café "
    "terrace. No shouting, no jerking the lead. Afterwards I send you a summary of what to "
    "practise that week.</p>"
)
GUAYARMINA_ES = (
    "<p>Nací en Gáldar y volví a la isla después de nueve años trabajando fuera. En la consulta "
    "de Las Palmas veo un poco de todo: la primera vacuna, la abuela que ya no sube escaleras y "
    "el perro que se ha comido un anzuelo.</p>"
    "<p>Me gusta explicar las cosas con la imagen delante, así que en las ecografías puedes "
    "mirar la pantalla conmigo. Lo que necesita quirófano lo preparamos con Javier Ibáñez, que "
    "viene los jueves y los viernes.</p>"
    "<p>Para una ecografía de abdomen, que venga en ayunas de ocho horas; agua sí puede "
    "beber.</p>"
)
GUAYARMINA_EN = (
    "<p>I was born in Gáldar and came back to the island after nine years of working elsewhere. "
    "At the Las Palmas clinic I see a bit of everything: first vaccines, old ladies that no "
    "longer manage the stairs, and the dog that ate a fish hook.</p>"
    "<p>I like to explain things with the picture in front of us, so during a scan you can watch "
    "the screen with me. Whatever needs surgery I prepare with Javier Ibáñez, who is here on "
    "Thursdays and Fridays.</p>"
    "<p>For a scan of the belly, please no food for eight hours beforehand; water is fine.</p>"
)
ISMAEL_ES = (
    "<p>Aprendí el oficio con tijera y sigo prefiriéndola: hace menos ruido que la máquina y deja "
    "ver qué pide cada pelo. Antes de empezar miramos juntos una foto de cómo te gustaría que "
    "quedara y te digo si se puede.</p>"
    "<p>Con el calor y la sal de aquí, más vale cepillar a menudo que rapar: el pelo también "
    "protege del sol. Te enseño a hacerlo en casa en cinco minutos.</p>"
    "<p>Atiendo a un solo animal a la vez. Si prefieres quedarte, hay una silla para ti.</p>"
)
ISMAEL_EN = (
    "<p>I learnt the trade with scissors and still prefer them: they are quieter than clippers and "
    "you can see what each coat wants. Before we start, we look at a picture of what you have in "
    "mind and I tell you whether it can be done.</p>"
    "<p>With our heat and salt, brushing often beats shaving: the coat protects from the sun as "
    "well. I will show you how to do it at home in five minutes.</p>"
    "<p>I look after one animal at a time. If you would rather stay, there is a chair for you.</p>"
)
