//! Nothing of unit B shows itself to whoever holds a role for unit A only, in whatever list, search, count, picture, file or address;
//! and what begins next October shows itself to nobody who may not see it yet.
use std::collections::BTreeSet;

use gate::{Action, Policies, Relation, Role};
use hagukumi::capabilities::ALL;

use crate::{
    ask::{Asked, Kind, routes},
    cast::{self, Part, Person},
    town::{self, AskedTown, STAFF_COLUMNS},
};

/// The name of a colleague of B, which nobody else in town has.
const NAME: &str = "目印坂東";
/// The post that they will have in B from October on.
const FUTURE_POST: &str = "目印参事";
const DRAFT: &str = "目印の下書き";
const REMARK: &str = "目印の指摘";
const QUESTION: &str = "目印の照会";

/// Addresses whose question mark may show more than the page without it.
const ASKED_FOR: &[(&str, &[&str])] = &[
    (
        "/staff",
        &[
            "q=目印",
            "unit=100102",
            "unit=1001",
            "format=csv",
            "q=目印&format=csv",
        ],
    ),
    ("/directory", &["on=2026-10-01", "q=目印"]),
    ("/organisation", &["on=2026-10-01"]),
    ("/organisation/{unit}", &["on=2026-10-01"]),
    ("/staff/{staff}", &["on=2026-10-01"]),
    ("/plan", &["q=目印"]),
    ("/plan/my-checks", &["year=2025", "year=2025&state=open"]),
    ("/plan/cycles/{year}", &["state=open"]),
    ("/plan/measures/{id}", &["year=2025", "year=2026"]),
    ("/plan/owners/units", &["of=none"]),
];

/// The town with a distinctive colleague, draft, remark and question of B.
async fn marked(person: &Person) -> AskedTown {
    let asked = town::with(person).await;
    let number = asked.town.number_of("bando").expect("bando is in town");
    let row = |post: &str, from: &str, until: &str| {
        format!(
            "{number},{NAME},,メジルシ,女,1980-05-01,常勤,2004-04-01,,100102,主務,{post},4,,{from},{until}\n"
        )
    };
    let rows = row("主査", "2020-04-01", "2026-09-30") + &row(FUTURE_POST, "2026-10-01", "");
    town::bring(&asked.town, &format!("{STAFF_COLUMNS}{rows}")).await;
    let office = asked.town.as_staff("office");
    let of_b = |path: &str| asked.path(path, Kind::OfB);
    let check = of_b("/plan/checks/{check}");
    let page = office.get(&check).await.ok();
    let version = page
        .between("name=\"version\" value=\"", "\"")
        .expect("the page carries a version");
    let draft = [("version", version.as_str()), ("done", DRAFT)];
    office.post(&format!("{check}/draft"), &draft).await.ok();
    let remarks = of_b("/plan/measures/{id}/remarks");
    let id = base::fresh_id();
    let remark = [("form_id", id.as_str()), ("text", REMARK)];
    office.post(&remarks, &remark).await.ok();
    let questions = of_b("/plan/cycles/{year}/measures/{measure}/consultations");
    let question = [
        ("unit", "100102"),
        ("question", QUESTION),
        ("due_on", "2026-04-20"),
    ];
    office.post(&questions, &question).await.ok();
    asked
}

/// Every address with every record, and with what may be asked behind it.
fn addresses(asked: &AskedTown) -> Vec<(Asked, String)> {
    let mut all = Vec::new();
    for route in routes().into_iter().filter(|it| !it.is_post) {
        let mut paths = BTreeSet::new();
        for kind in Kind::of_path(route.path) {
            paths.insert(asked.path(route.path, kind));
        }
        let more = ASKED_FOR.iter().filter(|it| it.0 == route.path);
        let more: Vec<&str> = more.flat_map(|it| it.1).copied().collect();
        for path in paths {
            all.extend(
                more.iter()
                    .map(|it| (route, format!("{path}?{}", encoded(it)))),
            );
            all.push((route, path));
        }
    }
    all
}

/// The signs that may stand in an address.
fn encoded(query: &str) -> String {
    let sign = |byte: u8| match byte.is_ascii() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    query.bytes().map(sign).collect()
}

/// Whether a policy shows this to everybody on the staff, whosever it is.
fn is_open_to_all(policies: &Policies, action: Action) -> bool {
    action == Action::PUBLIC || policies.widest(&Role::STAFF, action) == Some(Relation::City)
}

/// Everybody who has something to do with A and nothing with B.
fn those_of_a() -> Vec<Person> {
    let is_of_a = |it: &Person| {
        matches!(
            it.part,
            Part::Staff
                | Part::MemberOfA
                | Part::HeadOfA
                | Part::DeputyHeadOfA
                | Part::HolderInA(_)
        )
    };
    cast::everybody().into_iter().filter(is_of_a).collect()
}

#[tokio::test]
async fn who_holds_a_role_for_one_unit_meets_nothing_of_another() {
    let policies = Policies::parse(ALL.iter().map(|it| it.policies)).unwrap();
    let mut leaks = Vec::new();
    for person in those_of_a() {
        let asked = marked(&person).await;
        let number = asked.town.number_of("bando").expect("bando is in town");
        for (route, address) in addresses(&asked) {
            let page = asked.visitor.get(&address).await.text();
            let mut signs = vec![FUTURE_POST, DRAFT, REMARK, QUESTION];
            if !is_open_to_all(&policies, route.action) {
                signs.extend([NAME, number.as_str()]);
            }
            let found = signs.into_iter().filter(|it| page.contains(it));
            leaks.extend(found.map(|it| format!("{}: {address} shows {it}", person.name)));
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[tokio::test]
async fn what_is_not_yet_announced_shows_itself_to_personnel_only() {
    let mut leaks = Vec::new();
    for person in cast::everybody() {
        if person.part == Part::Holder("hr") {
            continue;
        }
        let asked = marked(&person).await;
        for (_, address) in addresses(&asked) {
            if asked.visitor.get(&address).await.has(FUTURE_POST) {
                leaks.push(format!("{}: {address}", person.name));
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

/// The signs are there to be seen: whoever may see them meets each.
#[tokio::test]
async fn those_who_may_meet_all_of_it() {
    let person = |part| Person {
        name: String::new(),
        part,
    };
    let (head, hr) = (person(Part::HeadOfB), person(Part::Holder("hr")));
    for (who, path, sign) in [
        (&head, "/staff", NAME),
        (&head, "/staff?q=%E7%9B%AE%E5%8D%B0", NAME),
        (&head, "/staff/{staff}", NAME),
        (&head, "/plan/checks/{check}", DRAFT),
        (&head, "/plan/measures/{id}", REMARK),
        (&head, "/plan/my-checks", QUESTION),
        (&hr, "/changes", FUTURE_POST),
        (&hr, "/staff/{staff}", FUTURE_POST),
        (&hr, "/organisation/{unit}?on=2026-10-01", FUTURE_POST),
    ] {
        let asked = marked(who).await;
        let path = asked.path(path, Kind::OfB);
        assert!(asked.visitor.get(&path).await.has(sign), "{path} {sign}");
    }
}

/// Personnel of A prepare what is to come in A, and learn nothing of what is to come in B.
#[tokio::test]
async fn personnel_of_one_unit_see_what_is_to_come_there() {
    let asked = marked(&Person {
        name: "hr of A".to_owned(),
        part: Part::HolderInA("hr"),
    })
    .await;
    let number = asked.town.number_of("amami").expect("amami is in town");
    let row = |unit: &str, post: &str, from: &str, until: &str| {
        format!(
            "{number},潮田　天海,,アマミ,女,1980-05-01,常勤,2004-04-01,,{unit},主務,{post},4,,{from},{until}\n"
        )
    };
    let rows = row("100101", "主査", "2020-04-01", "2026-09-30")
        + &row("10010101", "甲の係長", "2026-10-01", "2027-03-31")
        + &row("100102", "乙の係長", "2027-04-01", "");
    town::bring(&asked.town, &format!("{STAFF_COLUMNS}{rows}")).await;

    let changes = asked.visitor.get("/changes").await.ok();
    assert!(changes.has("甲の係長") && changes.has("乙の係長"));
    assert!(!changes.has(NAME) && !changes.has(FUTURE_POST));
    let of_a = asked.path("/staff/{staff}", Kind::OfA);
    assert!(asked.visitor.get(&of_a).await.has("乙の係長"));
    let team = asked
        .visitor
        .get("/organisation/10010101?on=2026-10-01")
        .await;
    assert!(team.has("甲の係長"));
}
