"""Lists of the house: nothing personal."""

from portal.core.registries import classify

_names = "slug name_es name_en source "
classify("taxonomy.Profession", plain=_names + "regulated register offered")
classify("taxonomy.Speciality", plain=_names + "profession")
classify("taxonomy.Species", plain=_names + "scientific group position")
classify("taxonomy.Breed", plain=_names + "species group fci_number")
classify("taxonomy.Language", plain=_names)
classify("taxonomy.College", plain=_names + "professions prefix digits")
