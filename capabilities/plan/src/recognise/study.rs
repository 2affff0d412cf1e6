//! Whether a line promises a study (検討).

/// Whether the line promises to study something: a sentence or clause ends in studying, alone (検討する, 検討を進める) or joined to what the
/// study yields (検討・策定する).
///
/// Not a study: a mention (検討会を開く, 検討結果を生かす, 検討した案を), a verification (検証), a study on the way to a deed (検討し、実施する:
/// the deed is the promise), and a study only 必要に応じ, which promises nothing until the need arises.
pub(crate) fn is_promised(line: &str) -> bool {
    let clauses = line
        .split(['。', '\n'])
        .flat_map(|sentence| sentence.split("とともに"));
    clauses
        .flat_map(|clause| clause.split("ほか、"))
        .any(ends_in_study)
}

fn ends_in_study(clause: &str) -> bool {
    const ENDS: &[&str] = &[
        "",
        "する",
        "します",
        "していく",
        "していきます",
        "を行う",
        "を行います",
        "を行っていく",
        "を進める",
        "を進めます",
        "を進めていく",
        "を深める",
        "を深めます",
        "を重ねる",
        "を開始する",
        "を始める",
        "を続ける",
        "を継続する",
        "を実施する",
        "に着手する",
        "に取り組む",
        "に取り組みます",
        "に努める",
        "中",
    ];
    let clause = clause
        .trim()
        .trim_end_matches(['、', '，', ')', '）', ' ', '　']);
    let Some((before, after)) = clause.rsplit_once("検討") else {
        return false;
    };
    let is_promise = ENDS.contains(&without_joined_nouns(after).as_str());
    let own_part = before.rsplit('、').take(2).collect::<Vec<_>>();
    let is_conditional = own_part.iter().any(|part| {
        part.contains("必要に応じ")
            || part.contains("必要に応じて")
            || part.contains("必要があれば")
    });
    is_promise && !is_conditional
}

/// `・策定する` → `する`: the nouns that share the verb with 検討.
fn without_joined_nouns(after: &str) -> String {
    let mut rest = after;
    while let Some(joined) = rest.strip_prefix(['・', '･', '／']) {
        rest =
            joined.trim_start_matches(|letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::is_promised;

    #[test]
    fn a_sentence_that_ends_in_studying_promises_a_study() {
        for line in [
            "仕組みづくりを検討する。",
            "道筋を検討・策定する。",
            "あり方の検討を進める。",
            "導入を検討します",
            "制度の検討",
            "導入を検討するとともに、研修を行う。",
        ] {
            assert!(is_promised(line), "{line}");
        }
    }

    #[test]
    fn a_mention_of_studying_promises_none() {
        for line in [
            "必要な分野を検証する。",
            "検討会を開催する。",
            "検討結果を生かして研修を行う。",
            "研修で検討した案を共有する。",
            "検討し、実施する。",
            "研修を行う。",
            "",
        ] {
            assert!(!is_promised(line), "{line}");
        }
    }

    #[test]
    fn a_study_only_when_needed_promises_none() {
        assert!(!is_promised("必要に応じて見直しを検討する。"));
        assert!(!is_promised("必要に応じ、制度の改善を検討する。"));
    }
}
