//! The sign-ins of the demo: one for each part, with one password that everybody may know.
use base::{FAR_FUTURE, StaffId, UnitCode};
use db::{DbError, Tx};
use gate::{Grant, GrantId, Role, Source, store};

use super::{
    city::{City, DEMO_DAY},
    personas::{self, Part},
};

/// Everybody's, and public: only a database that is marked as a demo ever holds it.
pub(crate) const PASSWORD: &str = "umi-no-mieru-machi";

/// A role that is given and does not follow from a post.
struct Given {
    role: &'static str,
    /// `None` is the whole city.
    unit: Option<&'static str>,
}

const fn given(role: &'static str, unit: Option<&'static str>) -> Given {
    Given { role, unit }
}

/// Heads hold their role by their post; deputies are seen to by [`deputise`].
fn given_to(part: Part) -> &'static [Given] {
    match part {
        Part::HumanResources => &[const { given("hr", None) }],
        Part::PlanOffice => &[
            const { given("plan_office", None) },
            const { given("training", None) },
            const { given("plan_writer", Some("02020201")) },
        ],
        Part::HealthTeam => &[const { given("plan_writer", Some("02020202")) }],
        Part::PersonnelCommittee => &[const { given("plan_writer", Some("21000000")) }],
        Part::Payroll => &[const { given("plan_writer", Some("02020300")) }],
        Part::KaizenSection => &[const { given("plan_writer", Some("02030100")) }],
        Part::Executive => &[const { given("executive", None) }],
        Part::Auditor => &[const { given("auditor", None) }],
        Part::SystemAdministrator => &[const { given("system_administrator", None) }],
        Part::TwoPosts => &[
            const { given("plan_writer", Some("02020100")) },
            const { given("plan_writer", Some("02030100")) },
        ],
        Part::Staff
        | Part::SectionHead
        | Part::DeputyHead
        | Part::RetiredYesterday
        | Part::TransferredToday => &[],
    }
}

/// Gives every persona the password and their roles. `hash` is that of [`PASSWORD`].
pub(crate) async fn add(tx: &mut Tx, city: &City, hash: &str) -> db::Result<()> {
    for persona in &city.personas {
        let staff = staff_of(tx, persona.part).await?;
        store::set_password_hash(tx, &staff, hash).await?;
        for it in given_to(persona.part) {
            let unit = it.unit.map(|code| UnitCode(code.to_owned()));
            let role = Role::new(it.role);
            store::add_grant(tx, &grant(&staff, role, unit, Source::Given, None)).await?;
        }
    }
    deputise(tx).await
}

/// The assistant of the section stands in for its head.
async fn deputise(tx: &mut Tx) -> db::Result<()> {
    let head = staff_of(tx, Part::SectionHead).await?;
    let deputy = staff_of(tx, Part::DeputyHead).await?;
    let held = store::grants_from(tx, &head, DEMO_DAY).await?;
    let heads = |it: &Grant| it.role == Role::HEAD && it.is_held_on(DEMO_DAY);
    for it in held.into_iter().filter(heads) {
        let stand_in = grant(
            &deputy,
            Role::HEAD,
            it.unit,
            Source::Deputy,
            Some(head.clone()),
        );
        let ends_on = it.ends_on;
        store::add_grant(
            tx,
            &Grant {
                ends_on,
                ..stand_in
            },
        )
        .await?;
    }
    Ok(())
}

fn grant(
    staff: &StaffId,
    role: Role,
    unit: Option<UnitCode>,
    source: Source,
    deputy_for: Option<StaffId>,
) -> Grant {
    Grant {
        id: GrantId::fresh(),
        staff: staff.clone(),
        role,
        unit,
        starts_on: base::date(2024, 4, 1),
        ends_on: FAR_FUTURE,
        source,
        deputy_for,
    }
}

/// The person who plays a part.
pub(crate) async fn staff_of(tx: &mut Tx, part: Part) -> db::Result<StaffId> {
    let number = personas::all().find(|it| it.0 == part).map(|it| it.1);
    let staff = people::staff_of_number(tx, number.unwrap_or_default()).await?;
    Ok(staff.ok_or(DbError::NotFound)?.id)
}

/// A line of the sign-in table.
pub(crate) struct SignIn {
    pub(crate) part: Part,
    pub(crate) number: &'static str,
    pub(crate) name: String,
}

/// Everybody who can sign in to the demo, or could until yesterday, in the order of their parts.
pub(crate) async fn list(tx: &mut Tx) -> db::Result<Vec<SignIn>> {
    let mut list = Vec::new();
    for (part, number) in personas::all() {
        if let Some(staff) = people::staff_of_number(tx, number).await? {
            let name = staff.used_name;
            list.push(SignIn { part, number, name });
        }
    }
    Ok(list)
}
