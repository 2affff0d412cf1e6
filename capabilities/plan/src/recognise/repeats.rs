//! Repeats (再掲): a second listing of one measure, tied by its name to the measure it repeats.

use super::text;
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

/// Ties every repeat to the measure of its name, and names what cannot be tied and what should have been marked.
pub(crate) fn tie(fields: &mut [Field], warnings: &mut Vec<Warning>) {
    let measures: Vec<(String, String, ListingKey)> = listings(fields)
        .filter(|listing| !listing.is_repeat)
        .map(|listing| {
            (
                text::name_key(&listing.name),
                listing.name.clone(),
                listing.key,
            )
        })
        .collect();
    for (index, (key, name, second)) in measures.iter().enumerate() {
        if let Some((_, _, first)) = measures[..index]
            .iter()
            .find(|(earlier, _, _)| earlier == key)
        {
            let spot = listings(fields)
                .find(|listing| listing.key == *second)
                .expect("the key was just read from here")
                .spot
                .clone();
            warnings.push(Warning::NameTwice {
                spot,
                name: name.clone(),
                first: *first,
                second: *second,
            });
        }
    }
    for listing in fields
        .iter_mut()
        .flat_map(|field| &mut field.directions)
        .flat_map(|direction| &mut direction.listings)
        .filter(|listing| listing.is_repeat)
    {
        let key = text::name_key(&listing.name);
        listing.repeats = measures
            .iter()
            .find(|(name, _, _)| *name == key)
            .map(|(_, _, measure)| *measure);
        if listing.repeats.is_none() {
            let nearest = measures
                .iter()
                .map(|(_, name, measure)| (text::likeness(name, &listing.name), *measure))
                .filter(|(likeness, _)| *likeness >= 50)
                .max_by_key(|(likeness, measure)| (*likeness, std::cmp::Reverse(*measure)))
                .map(|(_, measure)| measure);
            warnings.push(Warning::RepeatOfNothing {
                spot: listing.spot.clone(),
                listing: listing.key,
                name: listing.name.clone(),
                nearest,
            });
        }
    }
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
