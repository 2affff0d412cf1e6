//! The people who ask.
use hagukumi::capabilities::ALL;

/// What makes a person able to do more than others, or less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Has not signed in.
    Stranger,
    /// A member of staff in a unit of neither A nor B.
    Staff,
    MemberOfA,
    HeadOfA,
    HeadOfB,
    /// Stands in for the head of A.
    DeputyHeadOfA,
    /// A member of A and of B.
    TwoPosts,
    /// Yesterday was the last day.
    RetiredYesterday,
    /// A member of A until yesterday, of B from today on.
    TransferredToday,
    /// Holds a role for the whole city.
    Holder(&'static str),
    /// Holds a role for unit A.
    HolderInA(&'static str),
}

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) part: Part,
}

/// Everybody, in a fixed order: those with a place in the organisation, then the holders of each role that a capability names.
pub(crate) fn everybody() -> Vec<Person> {
    let person = |name: &str, part| Person {
        name: name.to_owned(),
        part,
    };
    let mut all = vec![
        person("stranger", Part::Stranger),
        person("staff", Part::Staff),
        person("member of A", Part::MemberOfA),
        person("head of A", Part::HeadOfA),
        person("deputy head of A", Part::DeputyHeadOfA),
        person("head of B", Part::HeadOfB),
        person("two posts, A and B", Part::TwoPosts),
        person("retired yesterday", Part::RetiredYesterday),
        person("transferred today, A to B", Part::TransferredToday),
        person("system_administrator", Part::Holder("system_administrator")),
    ];
    let mut roles: Vec<&'static str> = ALL.iter().flat_map(|it| it.roles).copied().collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        all.push(person(role, Part::Holder(role)));
        all.push(person(&format!("{role} of A"), Part::HolderInA(role)));
    }
    all
}
