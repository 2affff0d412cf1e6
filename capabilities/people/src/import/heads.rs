//! Whoever heads a unit holds the role `head` for it, as long as the post lasts.
//!
//! A wall may keep another role of theirs from heads. An appointment is not the program's to refuse: it is taken over, the
//! protected role reaches nothing from its first day on, and whoever imports is told which two roles must be parted.
use base::{Date, StaffId, UnitCode};
use db::{Result, Tx};
use gate::{Grant, GrantId, Role, Source, Wall};

use super::{
    checked::Checked,
    columns::Column,
    finding::{Fault, Finding},
    piece::Context,
    posts::{Fate, Post},
};
use crate::store;

/// Makes the roles follow from the posts as they are written.
pub(super) async fn grant(tx: &mut Tx) -> Result<()> {
    let grants: Vec<Grant> = store::heads(tx)
        .await?
        .into_iter()
        .map(|it| role(it.staff, it.unit, it.starts_on, it.ends_on))
        .collect();
    gate::store::replace_post_grants(tx, &grants).await
}

fn role(staff: StaffId, unit: UnitCode, starts_on: Date, ends_on: Date) -> Grant {
    Grant {
        id: GrantId::fresh(),
        staff,
        role: Role::HEAD,
        unit: Some(unit),
        starts_on,
        ends_on,
        source: Source::Post,
        deputy_for: None,
    }
}

/// The walls that stand, the day from which on they are looked at, and who imports; nobody on the command line.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    pub(super) walls: &'a [Wall],
    pub(super) today: Date,
    pub(super) actor: Option<&'a StaffId>,
}

impl Watch<'_> {
    /// A fault for each post that whoever imports would give themselves, change or lose by the file.
    ///
    /// Heading a unit opens records and approvals: nobody appoints themselves.
    pub(super) fn own_posts(self, context: &Context, checked: &Checked) -> Vec<Finding> {
        let Some(place) = self
            .actor
            .and_then(|it| checked.place_of(&context.known, it))
        else {
            return Vec::new();
        };
        let is_changed = |it: &&Post| {
            it.person == place && matches!(it.fate, Fate::New | Fate::Changed | Fate::Gone)
        };
        let changed: Vec<&Post> = checked.posts.iter().filter(is_changed).collect();
        // A post that only follows from another, as its end does, is told at the row of that one.
        let has_rows = changed.iter().any(|it| it.row != 0);
        changed
            .into_iter()
            .filter(|it| !has_rows || it.row != 0)
            .map(|it| {
                let code = context.known.units.code(it.unit);
                let column = context.layout.name(Column::UnitCode);
                Finding::new(it.row, column, code, Fault::OwnPost)
            })
            .collect()
    }

    /// A warning about everybody whom the file makes a head although they hold a role, today or later, that a wall keeps from
    /// heads.
    ///
    /// The posts are those that would be written, so that a dry run says the same.
    pub(super) async fn warnings(
        self,
        tx: &mut Tx,
        context: &Context,
        checked: &Checked,
    ) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        if self.walls.is_empty() {
            return Ok(findings);
        }
        let is_head = |it: &&Post| it.is_head && !matches!(it.fate, Fate::Gone | Fate::Replaced);
        let heads: Vec<&Post> = checked.posts.iter().filter(is_head).collect();
        let units = &context.known.units;
        let roles: Vec<Grant> = heads
            .iter()
            .map(|it| {
                let staff = checked.staff_id(&context.known, it.person);
                let unit = UnitCode(units.code(it.unit).to_owned());
                role(staff, unit, it.starts_on, it.ends_on)
            })
            .collect();
        for broken in gate::walls_broken(tx, self.walls, &roles, self.today).await? {
            let breaks = |role: &Grant| {
                role.staff == broken.staff
                    && role.role == broken.kept_out
                    && role.starts_on <= broken.starts_on
                    && broken.starts_on < role.ends_on
            };
            let said = heads.iter().zip(&roles).find(|it| breaks(it.1));
            let account = gate::store::account(tx, &broken.staff).await?;
            if let (Some((post, _)), Some(account)) = (said, account)
                && post.row != 0
            {
                let fault = Fault::Wall {
                    name: account.name,
                    protected: broken.protected,
                    kept_out: broken.kept_out,
                    on: broken.starts_on,
                };
                let column = context.layout.name(Column::Number);
                findings.push(Finding::new(post.row, column, &account.number, fault));
            }
        }
        Ok(findings)
    }
}
