//! The town in which they ask: two sections A and B with a person in each, and records of both.
use std::collections::HashMap;

use base::{FiscalYear, StaffId, UnitCode, date};
use gate::{Grant, GrantId, Role, Source, store};
use hagukumi::capabilities::ALL;
use people::Source as File;
use plan::{Adoption, adopted::Plan, check};
use programme::model::RunId;
use testkit::{Town, Visitor};

use crate::{
    ask::Kind,
    cast::{Part, Person},
};

/// Section A, below it a team.
const A: &str = "100101";
const B: &str = "100102";
/// Where those sit who have nothing to do with either.
const ELSEWHERE: &str = "2001";

const UNITS: &str = "組織コード,組織名,組織名カナ,階層,上位組織コード,開始日,最終日\n\
    10,総務局,ソウムキョク,局,,2012-04-01,\n\
    1001,人事部,ジンジブ,部,10,2012-04-01,\n\
    100101,甲課,コウカ,課,1001,2012-04-01,\n\
    10010101,甲班,コウハン,班,100101,2012-04-01,\n\
    100102,乙課,オツカ,課,1001,2012-04-01,\n\
    10010201,乙班,オツハン,班,100102,2012-04-01,\n\
    20,市民局,シミンキョク,局,,2012-04-01,\n\
    2001,市民課,シミンカ,課,20,2012-04-01,\n";

pub(crate) const STAFF_COLUMNS: &str = "職員番号,氏名,戸籍氏名,フリガナ,性別,生年月日,任用区分,採用日,退職日,所属コード,発令区分,職名,級,所属長,発令日,発令終了日\n";

/// A plan of two measures: the first is A's, the second B's.
const PLAN: &str = "甲乙市人材育成アクションプラン\n計画期間\n令和７年度から令和９年度までの３年間を計画期間とします。\n\n\
    第２章\t施策\n1 人事のしくみ\n（1） 人材の確保\n\n\tアクションプラン\n\t施策名\n\t目的\n\t内容\n\t所管課\n\n\
    \t\n\t研修\n\t・育てる\n\t・研修をする\n\t甲課\n\n\t\n\t面談\n\t・話す\n\t・面談をする\n\t乙課\n";
const YEAR: FiscalYear = FiscalYear(2025);

pub(crate) struct AskedTown {
    pub(crate) town: Town,
    pub(crate) visitor: Visitor,
    /// What stands in place of `{name}` in an address, for each kind of record.
    records: HashMap<(&'static str, Kind), String>,
}

impl AskedTown {
    /// The address with the record of this kind. A record of which the town has none is one that does not exist.
    pub(crate) fn path(&self, path: &str, kind: Kind) -> String {
        let mut filled = String::new();
        let mut rest = path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').expect("a brace is closed");
            filled.push_str(before);
            // `{id}` is the id of whatever the address names before it.
            let name = match name {
                "id" => filled
                    .trim_end_matches('/')
                    .rsplit('/')
                    .next()
                    .unwrap_or(name),
                name => name,
            };
            let found = self
                .records
                .iter()
                .find(|((known, of), _)| *known == name && *of == kind);
            let found = found.map_or("none", |it| it.1).to_owned();
            filled.push_str(&found);
            rest = behind;
        }
        filled + rest
    }
}

/// Builds the town on 1 April 2026 and puts this person into it.
pub(crate) async fn with(person: &Person) -> AskedTown {
    let others: Vec<_> = ALL.iter().copied().filter(|it| it.name != "gate").collect();
    let town = Town::new(&others).await;
    bring(&town, UNITS).await;
    let mut staff = Staff::new(&town);
    staff.add("amami", &[(A, "", "2020-04-01", "")], "").await;
    staff.add("bando", &[(B, "", "2020-04-01", "")], "").await;
    let asker = "asker";
    let is_stranger = person.part == Part::Stranger;
    if person.part != Part::HeadOfA {
        staff.add("head-a", &[(A, "1", "2020-04-01", "")], "").await;
    }
    if !is_stranger {
        let (posts, left_on) = posts_of(&person.part);
        staff.add(asker, posts, left_on).await;
    }
    let text = staff.text;
    bring(&town, &text).await;
    give_roles(&town, asker, &person.part).await;
    let visitor = match is_stranger {
        true => town.as_stranger(),
        false => town.as_staff(asker),
    };
    let mut asked = AskedTown {
        records: HashMap::new(),
        town,
        visitor,
    };
    asked.add_records(asker).await;
    asked
}

/// Unit, whether head, first and last day of each post; and the last day on the staff.
type Posts = &'static [(&'static str, &'static str, &'static str, &'static str)];

fn posts_of(part: &Part) -> (Posts, &'static str) {
    match part {
        Part::MemberOfA | Part::DeputyHeadOfA => (&[(A, "", "2020-04-01", "")], ""),
        Part::HeadOfA => (&[(A, "1", "2020-04-01", "")], ""),
        Part::HeadOfB => (&[(B, "1", "2020-04-01", "")], ""),
        Part::TwoPosts => (&[(A, "", "2020-04-01", ""), (B, "", "2020-04-01", "")], ""),
        Part::RetiredYesterday => (&[(A, "1", "2020-04-01", "2026-03-31")], "2026-03-31"),
        Part::TransferredToday => (
            &[
                (A, "", "2020-04-01", "2026-03-31"),
                (B, "", "2026-04-01", ""),
            ],
            "",
        ),
        Part::Stranger | Part::Staff | Part::Holder(_) | Part::HolderInA(_) => {
            (&[(ELSEWHERE, "", "2020-04-01", "")], "")
        }
    }
}

async fn give_roles(town: &Town, asker: &str, part: &Part) {
    match part {
        Part::Holder(role) => town.grant(asker, role, None).await,
        Part::HolderInA(role) => town.grant(asker, role, Some(A)).await,
        Part::DeputyHeadOfA => {
            let grant = Grant {
                id: GrantId::fresh(),
                staff: StaffId(asker.to_owned()),
                role: Role::HEAD,
                unit: Some(UnitCode(A.to_owned())),
                starts_on: date(2026, 4, 1),
                ends_on: date(2027, 4, 1),
                source: Source::Deputy,
                deputy_for: Some(StaffId("head-a".to_owned())),
            };
            town.given(async |tx| Ok(store::add_grant(tx, &grant).await?))
                .await;
        }
        _ => {}
    }
}

/// The staff list as a clerk would hand it over.
struct Staff<'a> {
    town: &'a Town,
    text: String,
}

impl<'a> Staff<'a> {
    fn new(town: &'a Town) -> Self {
        let text = STAFF_COLUMNS.to_owned();
        Self { town, text }
    }

    /// The person keeps the id under which the town knows them, which is their name.
    async fn add(&mut self, name: &str, posts: Posts, left_on: &str) {
        self.town.person(name).await;
        let number = self
            .town
            .number_of(name)
            .expect("the person was just given a number");
        for (place, (unit, is_head, from, last)) in posts.iter().enumerate() {
            let is_second = place > 0 && posts[0].3.is_empty();
            let kind = if is_second { "兼務" } else { "主務" };
            self.text.push_str(&format!(
                "{number},潮田　{number},,ウシオダ　カナ,女,1980-05-01,常勤,2004-04-01,{left_on},{unit},{kind},主査,4,{is_head},{from},{last}\n"
            ));
        }
    }
}

pub(crate) async fn bring(town: &Town, text: &str) {
    let file = File::Bytes {
        name: "file.csv".into(),
        bytes: text.as_bytes().into(),
    };
    let app = &town.app;
    let report = people::import_file(&app.db, app.walls(), app.now(), &file, false, None)
        .await
        .expect("the file can be read");
    let faults: Vec<_> = report.findings.iter().collect();
    assert!(report.is_fine(), "{faults:?}");
}

impl AskedTown {
    fn set(&mut self, name: &'static str, [own, of_a, of_b]: [&str; 3]) {
        for (kind, id) in [(Kind::Own, own), (Kind::OfA, of_a), (Kind::OfB, of_b)] {
            self.records.insert((name, kind), id.to_owned());
        }
    }

    async fn add_records(&mut self, asker: &str) {
        self.set("staff", [asker, "amami", "bando"]);
        self.set("unit", [ELSEWHERE, A, B]);
        let mut grants = Vec::new();
        for (holder, unit) in [("amami", A), ("bando", B)] {
            self.town.grant(holder, "head", Some(unit)).await;
            let staff = StaffId(holder.to_owned());
            let held = self
                .town
                .look(async |tx| Ok(store::grants_from(tx, &staff, date(2026, 4, 1)).await?))
                .await;
            grants.push(held.last().expect("it was just given").id.0.clone());
        }
        let staff = StaffId(asker.to_owned());
        let own = self
            .town
            .look(async |tx| Ok(store::grants_from(tx, &staff, date(2026, 4, 1)).await?))
            .await;
        let own = own.first().map_or("none", |it| it.id.as_str()).to_owned();
        self.set("grant", [&own, &grants[0], &grants[1]]);
        self.add_plan().await;
        self.add_learning(asker).await;
    }

    /// A course that needs consent, with an open run of it into which the asker, A's and B's people have asked to come.
    async fn add_learning(&mut self, asker: &str) {
        let town = self.town.clone();
        town.grant("kenshu", "training", None).await;
        let kenshu = town.as_staff("kenshu");
        let (course, run) = (base::fresh_id(), base::fresh_id());
        let session = base::fresh_id();
        let fields = [
            ("form_id", course.as_str()),
            ("code", "K-1"),
            ("title", "新任研修"),
            ("category", "階層別研修"),
            ("minutes", "180"),
            ("least", "80"),
            ("consent", "yes"),
            ("demand", "open"),
        ];
        kenshu.post("/learning/courses", &fields).await.ok();
        let fields = [
            ("form_id", run.as_str()),
            ("opens_on", "2026-04-01"),
            ("closes_on", "2026-04-30"),
            ("admission", "in_order"),
        ];
        let runs = format!("/learning/courses/{course}/runs");
        kenshu.post(&runs, &fields).await.ok();
        let fields = [
            ("form_id", session.as_str()),
            ("part", "1"),
            ("held_on", "2026-05-20"),
            ("starts_at", "9:00"),
            ("ends_at", "12:00"),
            ("kind", "room"),
            ("capacity", "9"),
        ];
        let run_path = format!("/learning/runs/{run}");
        let sessions = format!("{run_path}/sessions");
        kenshu.post(&sessions, &fields).await.ok();
        let announcement = format!("{run_path}/announcement");
        kenshu.post(&announcement, &[]).await.ok();
        let run_id = RunId(run.clone());
        let mut enrolments = Vec::new();
        for name in [asker, "amami", "bando"] {
            let staff = StaffId(name.to_owned());
            // A stranger, or who left yesterday, cannot ask to come.
            town.as_staff(name)
                .post(&format!("{run_path}/enrolments"), &[("part-1", &session)])
                .await;
            let found = town
                .look(async |tx| Ok(programme::store::enrolment_of(tx, &run_id, &staff).await?))
                .await;
            enrolments.push(found.map_or("none".to_owned(), |it| it.id.0));
        }
        let [own, of_a, of_b] = enrolments.as_slice() else {
            unreachable!("three have asked");
        };
        self.set("enrolments", [own, of_a, of_b]);
        for (kind, id) in [("courses", course), ("runs", run), ("sessions", session)] {
            self.set_alike(kind, [&id, &id]);
        }
    }

    /// A plan in its second year, with the first one's check open and a question asked of each section.
    async fn add_plan(&mut self) {
        let town = self.town.clone();
        let plan = plan::import_dry_run(PLAN.as_bytes(), "plan.txt").expect("it is a plan");
        let who = town.person("office").await;
        town.grant("office", "plan_office", None).await;
        let now = town.app.now();
        let id = town
            .given(async |tx| {
                let adoption = Adoption {
                    source: plan::Source {
                        file_name: "plan.txt",
                        digest: "0",
                    },
                    may_leave_owners_open: false,
                    who: &who,
                    now,
                    entry: ledger::Entry::change(now, ledger::Actor::system(), "plan.adopt"),
                };
                plan::adopt_imported(tx, &plan, adoption).await
            })
            .await;
        let adopted = town
            .look(async |tx| Ok(plan::adopted::plan(tx, &id).await?))
            .await;
        let [of_a, of_b] = [0, 1].map(|it| adopted.measures[it].id.clone());
        self.set_alike("measure", [of_a.as_str(), of_b.as_str()]);
        self.set_alike("year", ["2025", "2025"]);
        self.set_alike("format", ["csv", "csv"]);
        let office = town.as_staff("office");
        let cycle = [
            ("year", "2025"),
            ("draft_due_on", "2026-04-30"),
            ("review_due_on", "2026-05-29"),
        ];
        office.post("/plan/cycles", &cycle).await.ok();
        let mut checks = Vec::new();
        let mut questions = Vec::new();
        for (measure, unit) in [(&of_a, A), (&of_b, B)] {
            let found = town
                .look(async |tx| Ok(check::checks_of_measure(tx, measure, YEAR).await?))
                .await;
            checks.push(found[0].id.to_string());
            let question = [
                ("unit", unit),
                ("question", "いかが。"),
                ("due_on", "2026-04-20"),
            ];
            office
                .post(
                    &format!("/plan/cycles/2025/measures/{measure}/consultations"),
                    &question,
                )
                .await
                .ok();
            let asked = town
                .look(async |tx| Ok(check::consultations_of(tx, measure, YEAR).await?))
                .await;
            questions.push(asked[0].id.to_string());
        }
        self.set_alike("check", [&checks[0], &checks[1]]);
        self.set_alike("consultation", [&questions[0], &questions[1]]);
        let sent = office
            .upload("/plan/imports", &[], "file", "plan.txt", PLAN.as_bytes())
            .await
            .ok();
        let place = sent.location().expect("the preview is shown");
        let import = place
            .strip_prefix("/plan/imports/")
            .and_then(|it| it.split('?').next())
            .expect("the preview has an address");
        self.set_alike("imports", [import, import]);
        self.add_work(&adopted).await;
        self.set_alike("key", ["1-1-1", "1-1-1"]);
        self.set_alike("number", ["0", "0"]);
    }

    /// What the office keeps for a measure of each section: a task, an indicator, an activity, a remark.
    async fn add_work(&mut self, plan: &Plan) {
        let office = self.town.as_staff("office");
        let mut ids: HashMap<&'static str, Vec<String>> = HashMap::new();
        for measure in &plan.measures {
            let work: [(&'static str, &[(&str, &str)]); 4] = [
                ("tasks", &[("year", "2026"), ("what", "開く")]),
                (
                    "indicators",
                    &[
                        ("name", "回数"),
                        ("definition", "開いた回数"),
                        ("unit", "回"),
                        ("source", "typed"),
                        ("decimals", "0"),
                        ("reason", "数えて分かるようにする。"),
                    ],
                ),
                (
                    "activities",
                    &[
                        ("year", "2026"),
                        ("happened_on", "2026-04-01"),
                        ("title", "開いた"),
                    ],
                ),
                ("remarks", &[("text", "いつ開くか。")]),
            ];
            for (kind, fields) in work {
                let id = base::fresh_id();
                let mut sent = vec![("form_id", id.as_str())];
                sent.extend(fields);
                let path = format!("/plan/measures/{}/{kind}", measure.id);
                office.post(&path, &sent).await.ok();
                ids.entry(kind).or_default().push(id);
            }
            ids.entry("measures")
                .or_default()
                .push(measure.id.to_string());
            ids.entry("owners")
                .or_default()
                .push(measure.owners[0].id.to_string());
            let mut listings = plan
                .fields
                .iter()
                .flat_map(|it| &it.directions)
                .flat_map(|it| &it.listings);
            let listing = listings.find(|it| it.measure == measure.id);
            let listing = listing.expect("every measure is listed").id.to_string();
            ids.entry("listings").or_default().push(listing);
        }
        for (kind, ids) in ids {
            self.set_alike(kind, [&ids[0], &ids[1]]);
        }
    }

    /// Records that belong to a unit and to nobody in person: one's own is the unit's.
    fn set_alike(&mut self, name: &'static str, [of_a, of_b]: [&str; 2]) {
        self.set(name, [of_a, of_a, of_b]);
    }
}
