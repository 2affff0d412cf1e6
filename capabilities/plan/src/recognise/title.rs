//! What the plan is called: the name that its headings, its cover and the head of its tables agree on.

use super::{numbering, text};
use crate::model::Spot;

/// A text that may hold the title.
pub(crate) struct Place<'a> {
    pub(crate) text: &'a str,
    pub(crate) spot: Spot,
    /// A heading, a line of a cover or the line over a table; not a sentence.
    pub(crate) is_prominent: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) title: String,
    pub(crate) spot: Spot,
    pub(crate) weight: u32,
}

/// Every name that could be the title, the likeliest first. Prominent places count three, quotations in sentences one.
pub(crate) fn candidates(places: &[Place<'_>]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for place in places {
        let names = if place.is_prominent {
            text::lines(place.text).filter_map(prominent_name).collect()
        } else {
            quoted_names(place.text)
        };
        for title in names {
            let weight = if place.is_prominent { 3 } else { 1 };
            match candidates
                .iter_mut()
                .find(|known| text::key(&known.title) == text::key(&title))
            {
                Some(known) => known.weight += weight,
                None => candidates.push(Candidate {
                    title,
                    spot: place.spot.clone(),
                    weight,
                }),
            }
        }
    }
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight));
    candidates
}

/// How the name of a plan ends.
const ENDINGS: &[&str] = &["プラン", "計画", "ビジョン", "プログラム"];
/// Shorter than this it is a kind of plan (実施計画), not a name.
const SHORTEST: usize = 6;

fn prominent_name(line: &str) -> Option<String> {
    let (_, line) = numbering::split(line);
    quoted_names(line)
        .into_iter()
        .next()
        .or_else(|| name_at_the_front(line))
}

fn quoted_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['「', '『']) {
        let inside = &rest[open + '「'.len_utf8()..];
        let Some(close) = inside.find(['」', '』']) else {
            break;
        };
        let quoted = inside[..close].trim();
        if is_name(quoted) {
            names.push(quoted.to_owned());
        }
        rest = &inside[close..];
    }
    names
}

/// The part of a line up to the last ending of a plan's name: `○○プラン　施策一覧（令和５～７年度）` → `○○プラン`.
fn name_at_the_front(line: &str) -> Option<String> {
    let line = line.trim();
    if line.ends_with('。') || line.chars().count() > 60 {
        return None;
    }
    let bracket = line
        .char_indices()
        .find(|(_, letter)| text::is_opening(*letter))
        .map_or(line.len(), |(at, _)| at);
    let front = &line[..bracket];
    let end = ENDINGS
        .iter()
        .filter_map(|ending| front.rfind(ending).map(|at| at + ending.len()))
        .max()?;
    let name = front[..end].trim();
    // `計画期間`, `計画の位置付け`: what follows makes it another word.
    let is_whole = front[end..]
        .chars()
        .next()
        .is_none_or(|next| next.is_whitespace() || "とのに案概【".contains(next));
    (is_whole && is_name(name) && !front[end..].trim_start().starts_with('の'))
        .then(|| name.to_owned())
}

fn is_name(text: &str) -> bool {
    let ends_well = ENDINGS.iter().any(|ending| text.ends_with(ending));
    ends_well && text.chars().count() >= SHORTEST && !text.contains(['。', '、', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(texts: &[(&str, bool)]) -> Option<String> {
        let spot = Spot::Line {
            line: 1,
            table_row: None,
        };
        let places: Vec<Place<'_>> = texts
            .iter()
            .map(|(text, is_prominent)| Place {
                text,
                spot: spot.clone(),
                is_prominent: *is_prominent,
            })
            .collect();
        candidates(&places)
            .into_iter()
            .next()
            .map(|candidate| candidate.title)
    }

    #[test]
    fn the_title_may_stand_in_a_heading_on_a_cover_or_over_a_table() {
        for text in [
            "第１章\t「第１次潮市人材育成プラン」とは",
            "2 第１次潮市人材育成プラン",
            "第１次潮市人材育成プラン　施策一覧（令和５～７年度）",
            "第１次潮市人材育成プラン（案）",
            "令和５年３月\n第１次潮市人材育成プラン\n潮市",
        ] {
            assert_eq!(
                best(&[(text, true)]).as_deref(),
                Some("第１次潮市人材育成プラン"),
                "{text}"
            );
        }
    }

    #[test]
    fn an_earlier_plan_in_a_sentence_weighs_less_than_a_heading() {
        assert_eq!(
            best(&[
                (
                    "「第３次潮市育成プラン」は終わり、「第３次潮市育成プラン」を受けた。",
                    false
                ),
                ("第４次潮市育成プラン", true)
            ])
            .as_deref(),
            Some("第４次潮市育成プラン")
        );
    }

    #[test]
    fn a_kind_of_plan_is_no_title() {
        for text in [
            "実施計画",
            "計画期間",
            "３ 計画の期間",
            "人材育成計画の位置付け",
            "基本方針",
            "",
        ] {
            assert_eq!(best(&[(text, true)]), None, "{text}");
        }
    }
}
