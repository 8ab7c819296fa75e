//! Industries by GB/T 4754-2017: which section (门类) a code belongs to.

/// First and last division (大类, two digits) of each section.
const SECTIONS: [(char, u8, u8); 20] = [
    ('A', 1, 5),
    ('B', 6, 12),
    ('C', 13, 43),
    ('D', 44, 46),
    ('E', 47, 50),
    ('F', 51, 52),
    ('G', 53, 60),
    ('H', 61, 62),
    ('I', 63, 65),
    ('J', 66, 69),
    ('K', 70, 70),
    ('L', 71, 72),
    ('M', 73, 75),
    ('N', 76, 79),
    ('O', 80, 82),
    ('P', 83, 83),
    ('Q', 84, 85),
    ('R', 86, 90),
    ('S', 91, 96),
    ('T', 97, 97),
];

/// The section letter of a code as ledgers type it: `C27`, `2710`, `C2710`, `D44`.
pub fn section_of(code: &str) -> Option<char> {
    let code = code.trim();
    let (letter, digits) = match code.chars().next()? {
        letter if letter.is_ascii_alphabetic() => (Some(letter.to_ascii_uppercase()), code.get(1..)?),
        _ => (None, code),
    };
    let division = digits.get(..2).and_then(|two| two.parse::<u8>().ok());
    match (letter, division) {
        (Some(letter), None) if digits.is_empty() => SECTIONS.iter().find(|(section, ..)| *section == letter).map(|(section, ..)| *section),
        (letter, Some(division)) => SECTIONS
            .iter()
            .find(|(_, first, last)| (*first..=*last).contains(&division))
            .map(|(section, ..)| *section)
            .filter(|section| letter.is_none_or(|letter| letter == *section)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::section_of;

    #[test]
    fn a_code_is_placed_in_its_section_with_or_without_the_letter() {
        assert_eq!(section_of("C27"), Some('C'));
        assert_eq!(section_of("2710"), Some('C'));
        assert_eq!(section_of("d44"), Some('D'));
        assert_eq!(section_of("N"), Some('N'));
    }

    #[test]
    fn a_letter_that_contradicts_its_number_is_no_code() {
        assert_eq!(section_of("A27"), None);
        assert_eq!(section_of("98"), None);
        assert_eq!(section_of("新材料"), None);
        assert_eq!(section_of(""), None);
    }
}
