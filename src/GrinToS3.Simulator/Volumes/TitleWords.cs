namespace GrinToS3.Simulator.Volumes;

/// <summary>The parts that titles are made of: many scripts, and every character that HTML has to escape.</summary>
internal static class TitleWords
{
    public static readonly Phrase[] Openings = Phrases(
        "A history of ", "Mosses of the ", "Notes on ", "The journal of ", "Études sur ", "Über die Entstehung ",
        "Записки о ", "日本の", "Περὶ ", "L'art de ", "Proceedings & transactions of ", "Report on ", "\"Observations\" on ",
        "Códice de ", "An essay towards ", "Dictionnaire raisonné de ", "Żywot i sprawy ", "The farmer's guide to ", "تاريخ ",
        "Lectures on ", "Grundriß ", "On the theory of ", "Memoirs of ", "Catalogue of ", "Ørsteds ", "Elements of ",
        "Storia dell'", "A voyage to ", "Letters from ", "Beiträge zur Kunde ", "The complete works of ", "¿Qué es ");

    public static readonly Phrase[] Subjects = Phrases(
        "the Northern Fells", "l'économie française", "der Straßen & Brücken", "Новгородской земле", "古文書", "φύσεως",
        "agriculture & manufactures", "the \"Old\" and the 'New' Learning", "São Tomé", "the steam-engine", "Łódź i okolice",
        "the Royal Society of Arts", "Edinburgh", "mountain railways", "x < y and y > z", "Gödel's predecessors", "the fishes of Brazil",
        "Dante's Commedia", "the Hebrides & Orkneys", "maritime law", "český jazyk", "ancient coins", "the Punjab", "bees",
        "the year 1848", "Sanskrit grammar", "Smith, Jones & Co.", "the O'Neills", "Île-de-France", "tidal rivers", "printing",
        "the Society for Psychical Research");

    public static readonly Phrase[] Endings = Phrases(
        "", "", "", "", "", "", "", "", ", with 12 plates & maps", "; or, \"The Traveller's Companion\"", " [2d ed., rev.]",
        " <microform>", " : in two parts", " / par M. de l'Étang", " — дополнение", ". Supplement");

    private static Phrase[] Phrases(params string[] texts) => [.. texts.Select(text => new Phrase(text))];
}
