"""The articles in English, twins of the Spanish ones."""

from .page_shapes import ArticleWords, PageRef, Person


def text(html: str) -> tuple[str, dict[str, object]]:
    return "text", {"text": html}


RABIES = ArticleWords(
    slug="rabies-vaccine-valencia",
    title="The rabies vaccine is compulsory in the Valencian Community: when it is due",
    topic="Prevention",
    lead="Dogs, cats and ferrets need it by law. At what age the first one is given, when to repeat "
    "it, and what changes if you travel or live in the Canary Islands.",
    body=(
        text(
            "<p>Rabies is rare in Spain, and that is why we vaccinate: it is a serious disease that "
            "also affects people, and the vaccine is what keeps it away. Each region decides who "
            "needs it and how often.</p>"
            "<h2>In the Valencian Community</h2>"
            "<ul><li><b>Who:</b> dogs, cats and ferrets.</li>"
            "<li><b>The first one:</b> between 12 and 16 weeks of age.</li>"
            "<li><b>The booster:</b> after 12 months. From then on, as the data sheet of the product "
            "says.</li></ul>"
            "<p>Before the vaccine the animal must have a microchip and be registered; the register "
            "here is called RIVIA. If that is still to be done, it can be done the same day.</p>"
            "<h2>In the Canary Islands</h2>"
            "<p>The rule names dogs only, and the vaccine is repeated every 12 months.</p>"
        ),
        (
            "notice",
            {
                "tone": "info",
                "title": "If you travel with your pet",
                "text": "<p>To travel within the European Union, the first rabies vaccine counts "
                "after 21 days. Book in good time.</p>",
            },
        ),
        text(
            "<h2>What the visit is like</h2>"
            "<p>It takes a quarter of an hour. We look at the booklet, examine the animal to make "
            "sure it is fit for the vaccine and write down the date of the next one. If something is "
            "not right that day it is better to wait, and we will say so.</p>"
            "<p>Bring the booklet or the passport. If you cannot find them, come anyway: with the "
            "number of the microchip we can look things up.</p>"
        ),
        ("next_times", {"heading": "Free times with Marta", "person": Person("marta-ferrer")}),
    ),
)

CARRIER = ArticleWords(
    slug="cat-carrier-without-fear",
    title="How to get your cat to walk into the carrier",
    topic="Cats",
    lead="If it only appears on the day of the vet, no wonder it runs away. With two weeks and some "
    "good food, the carrier can be one more piece of furniture.",
    body=(
        text(
            "<p>To a cat, the carrier tends to mean three things in a row: being chased, being shut "
            "in and being taken to a place that smells odd. That is not stubbornness, it is memory. "
            "The good news is that memory can be changed, without haste and without force.</p>"
            "<h2>The first week: let it be there</h2>"
            "<ul><li>Leave it open, or without its top, where your cat spends most time.</li>"
            "<li>Put in a blanket that smells of your cat, unwashed.</li>"
            "<li>Hide good food every day: first at the door, then a little further in.</li></ul>"
            "<p>Do not push, do not close it. If your cat goes in and out at will, you are doing "
            "well.</p>"
            "<h2>The second: let it close</h2>"
            "<ul><li>When it eats calmly inside, close the door for a few seconds and open it before "
            "it worries.</li><li>Make that a little longer each time.</li>"
            "<li>Then lift it, walk around the house and put it back in its place.</li></ul>"
        ),
        (
            "quote",
            {
                "text": "The visit begins at home: a cat that arrives calm lets itself be examined, "
                "and the visit takes half the time.",
                "who": "Marta Ferrer",
                "about": "Vet, general and feline medicine",
            },
        ),
        text(
            "<h2>On the day</h2>"
            "<p>Cover the carrier with a towel, hold it from below and not by the handle, and in the "
            "car put it on the floor behind the seat. At the clinic, put it up high: on the floor, "
            "level with the dogs, a cat feels in danger.</p>"
            "<p>If it is still very upset, tell us when you book. There are quieter hours and other "
            "ways to help.</p>"
        ),
        (
            "call_to_action",
            {
                "heading": "Low-stress cat consultation",
                "text": "In a room for cats only, unhurried and with no dogs nearby.",
                "link": {"label": "See free times", "page": PageRef("service:consulta-felina")},
            },
        ),
    ),
)

GAMES = ArticleWords(
    slug="five-gentle-games-hips",
    title="Five gentle games for dogs with delicate hips",
    topic="Rehabilitation",
    lead="Moving well is better than not moving. Five ideas for home, of a few minutes each, that "
    "tire the head more than the legs.",
    body=(
        text(
            "<p>When a dog has delicate hips, play is the first thing to go: we stop throwing the "
            "ball and put nothing in its place. These games do not replace what your dog's "
            "professional has set, and they stop if it limps or complains. As a rule, two minutes "
            "are enough to begin with.</p>"
            "<h2>1. The hiding blanket</h2>"
            "<p>Scatter dry food in the folds of a blanket. Searching slowly with the nose makes "
            "your dog shift its weight from leg to leg almost without noticing.</p>"
            "<h2>2. The corridor of sticks</h2>"
            "<p>Lay four broomsticks on the floor, one of its own steps apart. It walks across, on "
            "the lead and without jumping.</p>"
            "<h2>3. A biscuit on each side</h2>"
            "<p>With your dog standing, bring a treat to one shoulder, then to the other. Neck and "
            "back stretch while the feet stay put.</p>"
            "<h2>4. Front paws up</h2>"
            "<p>A low step that does not slip, front paws on it for a few seconds. And down "
            "again.</p>"
            "<h2>5. The slow walk</h2>"
            "<p>Five minutes of walking very slowly do more than twenty at a trot. Grass or earth "
            "are better than tiles.</p>"
        ),
        (
            "notice",
            {
                "tone": "warn",
                "title": "Stop and call us if you see this",
                "text": "<p>It limps more after playing, licks one spot without stopping or does not "
                "want to get up. Give it no medicine for people.</p>",
            },
        ),
        ("next_times", {"heading": "Free times with Lucía", "person": Person("lucia-peris")}),
    ),
)

HEAT = ArticleWords(
    slug="heat-walks-car",
    title="Heat: when to go out, what to take and when to call",
    topic="Summer",
    lead="Dogs hardly sweat: they cool down by panting, and on some days that is not enough. What to "
    "change in summer, and the signs that cannot wait.",
    body=(
        text(
            "<h2>Before you go out</h2>"
            "<ul><li>Put the back of your hand on the pavement and count to five. If it burns you, "
            "it burns your dog.</li><li>Go out early or once the sun has gone. At midday, only what "
            "is needed and in the shade.</li><li>Take water and a folding bowl, on short walks "
            "too.</li></ul>"
            "<h2>In the car, never alone</h2>"
            "<p>Not for a moment, not in the shade, not with the window down an inch: inside a "
            "parked car the temperature rises in minutes.</p>"
            "<h2>Those who feel it most</h2>"
            "<p>Puppies, older animals, those who carry too much weight and those with short noses. "
            "Rabbits too: a sunny balcony is hard on them.</p>"
        ),
        (
            "notice",
            {
                "tone": "bad",
                "title": "Call now if it has been in the heat and…",
                "text": "<p>it pants without stopping, is dull, sways or does not respond. <b>This may "
                "be an emergency.</b> On the way, bring it into the shade, give it air and wet it "
                "with cool water, not iced.</p>",
            },
        ),
        (
            "faq",
            {
                "heading": "What you ask most",
                "questions": [
                    {
                        "question": "Should I have its coat cut in summer?",
                        "answer": "<p>That depends on the coat: some protect from the sun. Ask the "
                        "groomer before shaving it.</p>",
                    },
                    {
                        "question": "May it swim in the sea?",
                        "answer": "<p>Yes, with fresh water to drink at hand and a good shower "
                        "afterwards. Mind that it swallows no salt water while it plays.</p>",
                    },
                    {
                        "question": "And my cat?",
                        "answer": "<p>Blinds down, water in several places and the coolest floor of "
                        "the house. Take care with open windows.</p>",
                    },
                ],
            },
        ),
    ),
)

BRUSHING = ArticleWords(
    slug="brushing-at-home",
    title="Brushing at home: how often, with what, and when to stop",
    topic="Grooming",
    lead="Ten minutes a week prevent most knots. What we use at the clinic, and you can repeat on "
    "the sofa.",
    body=(
        text(
            "<p>Brushing is not only about looks: it is when lumps, small wounds and ticks are "
            "found. Done calmly, it also teaches your dog or cat that being touched is "
            "pleasant.</p>"
            "<h2>By type of coat</h2>"
            "<ul><li><b>Short:</b> a rubber mitt, once a week.</li>"
            "<li><b>Long and straight:</b> a brush with round pins and then a comb, two or three "
            "times a week.</li><li><b>Curly:</b> a soft slicker and a comb, every two days, lifting "
            "the coat in layers down to the skin.</li></ul>"
            "<h2>Knots</h2>"
            "<p>Hold the hair between the skin and the knot so that it does not pull, and undo it "
            "from the tip. If it sits close to the skin, use no scissors: it is easy to cut the skin "
            "by mistake. Leave that to us.</p>"
        ),
        (
            "quote",
            {
                "text": "Better to stop after two minutes wanting more than to end up cross after "
                "ten.",
                "who": "Noelia Castaño",
                "about": "Grooming for dogs and cats",
            },
        ),
        (
            "call_to_action",
            {
                "heading": "Has it got out of hand?",
                "text": "We find a time for you and show you how to keep it up.",
                "link": {"label": "Book the groomer", "page": PageRef("service:peluqueria")},
            },
        ),
    ),
)
