//! Repeats (再掲): a second listing of one measure, tied by its name to the measure it repeats.

use std::cmp::Reverse;

use super::text::{self, LetterPairs};
use crate::model::{Field, Listing, ListingKey, Warning};

/// The name without the mark of a repeat, and whether it had one: `（再掲）`, `[再掲]`, `【再掲：1-2-2】`, `再掲 …`, `… ※再掲`.
pub(crate) fn without_mark(name: &str) -> (String, bool) {
    let Some(at) = name.find("再掲") else {
        return (name.trim().to_owned(), false);
    };
    let (before, after) = (&name[..at], &name[at + "再掲".len()..]);
    let opening = before
        .char_indices()
        .next_back()
        .filter(|(_, letter)| text::is_opening(*letter));
    let without = match opening {
        Some((open, _)) => match after
            .char_indices()
            .find(|(_, letter)| text::is_closing(*letter))
        {
            Some((close, letter)) => {
                format!("{}{}", &before[..open], &after[close + letter.len_utf8()..])
            }
            None => before[..open].to_owned(),
        },
        // Without brackets it is a mark only at one of the ends; inside it would be a word of the name.
        None if after.trim().is_empty() || before.trim().is_empty() => format!("{before}{after}"),
        None => return (name.trim().to_owned(), false),
    };
    let without = without.trim_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '※' | '*' | '：' | ':' | '＊')
    });
    (without.to_owned(), true)
}

/// Below this likeness (0 to 100) a name is not worth suggesting.
const LIKE_ENOUGH: u32 = 50;

/// What a repeat may point to.
struct Named {
    name_key: String,
    letters: LetterPairs,
    listing: ListingKey,
}

/// Ties every repeat to the measure of its name, and names what cannot be tied and what should have been marked.
pub(crate) fn tie(fields: &mut [Field], warnings: &mut Vec<Warning>) {
    let mut measures: Vec<Named> = Vec::new();
    for listing in listings(fields).filter(|listing| !listing.is_repeat) {
        let name_key = text::name_key(&listing.name);
        if let Some(first) = measures.iter().find(|earlier| earlier.name_key == name_key) {
            warnings.push(Warning::NameTwice {
                spot: listing.spot.clone(),
                name: listing.name.clone(),
                first: first.listing,
                second: listing.key,
            });
        }
        let letters = LetterPairs::of(&listing.name);
        measures.push(Named {
            name_key,
            letters,
            listing: listing.key,
        });
    }
    let directions = fields.iter_mut().flat_map(|field| &mut field.directions);
    let all = directions.flat_map(|direction| &mut direction.listings);
    for repeat in all.filter(|listing| listing.is_repeat) {
        let name_key = text::name_key(&repeat.name);
        let repeated = measures.iter().find(|measure| measure.name_key == name_key);
        repeat.repeats = repeated.map(|measure| measure.listing);
        if repeated.is_none() {
            warnings.push(Warning::RepeatOfNothing {
                spot: repeat.spot.clone(),
                listing: repeat.key,
                name: repeat.name.clone(),
                nearest: nearest(&repeat.name, &measures),
            });
        }
    }
}

/// The measure with the likest name, the first of several.
fn nearest(name: &str, measures: &[Named]) -> Option<ListingKey> {
    let letters = LetterPairs::of(name);
    let likeness = measures
        .iter()
        .map(|measure| (measure.letters.likeness(&letters), measure.listing));
    let like_enough = likeness.filter(|(likeness, _)| *likeness >= LIKE_ENOUGH);
    like_enough
        .max_by_key(|(likeness, listing)| (*likeness, Reverse(*listing)))
        .map(|(_, listing)| listing)
}

fn listings(fields: &[Field]) -> impl Iterator<Item = &Listing> {
    fields
        .iter()
        .flat_map(|field| &field.directions)
        .flat_map(|direction| &direction.listings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_repeat_may_stand_in_any_bracket() {
        for name in [
            "研修の充実（再掲）",
            "研修の充実(再掲)",
            "研修の充実【再掲】",
            "【再掲】研修の充実",
            "研修の充実［再掲：1-2-2］",
            "研修の充実 ※再掲",
            "再掲：研修の充実",
            "研修の充実\n（再掲）",
        ] {
            assert_eq!(
                without_mark(name),
                ("研修の充実".to_owned(), true),
                "{name}"
            );
        }
    }

    #[test]
    fn a_name_keeps_its_own_brackets() {
        assert_eq!(
            without_mark("学習（Ａ）の活用（再掲）"),
            ("学習（Ａ）の活用".to_owned(), true)
        );
        assert_eq!(
            without_mark("学習（Ａ）の活用"),
            ("学習（Ａ）の活用".to_owned(), false)
        );
    }
}
