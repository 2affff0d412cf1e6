//! What the policies say: which role may do which action to whose records.
//!
//! Cedar is asked once for each role, action and relation; the answers are kept, for they change only with the program.
use std::{
    collections::{BTreeSet, HashMap},
    str::FromStr,
    sync::RwLock,
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, Schema, ValidationMode,
    Validator,
};

use crate::model::{Action, Relation, Role};

/// The policies of all capabilities.
pub struct Policies {
    set: PolicySet,
    answers: RwLock<HashMap<(Role, Action), Option<Relation>>>,
}

/// Why policies cannot be used. Found by tests: policies are part of the program.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("a policy is not Cedar: {0}")]
    Parse(String),
    #[error("a policy does not fit the schema: {0}")]
    Invalid(String),
}

impl Policies {
    pub fn parse<'a>(sources: impl IntoIterator<Item = &'a str>) -> Result<Self, PolicyError> {
        let text = sources.into_iter().collect::<Vec<_>>().join("\n");
        let set = PolicySet::from_str(&text).map_err(|it| PolicyError::Parse(it.to_string()))?;
        Ok(Self {
            set,
            answers: RwLock::default(),
        })
    }

    /// The widest relation in which `role` may do `action`; `None` when it may not.
    pub fn widest(&self, role: &Role, action: Action) -> Option<Relation> {
        let key = (role.clone(), action);
        if let Some(known) = self
            .answers
            .read()
            .expect("no thread panics while it holds the answers")
            .get(&key)
        {
            return *known;
        }
        let widest = [Relation::City, Relation::Unit, Relation::Own]
            .into_iter()
            .find(|relation| self.allows(role, action.0, *relation));
        self.answers
            .write()
            .expect("no thread panics while it holds the answers")
            .insert(key, widest);
        widest
    }

    /// Whether a policy lets the holders of one role pass on another, for the whole city or for their unit:
    /// `permit (principal == Role::"head", action == Action::"gate.grant.plan_writer", resource == Relation::"unit");`
    pub fn may_pass_on(&self, by: &Role, role: &Role) -> Option<Relation> {
        [Relation::City, Relation::Unit]
            .into_iter()
            .find(|relation| self.allows(by, &passing_on(role), *relation))
    }

    fn allows(&self, role: &Role, action: &str, relation: Relation) -> bool {
        let request = Request::new(
            uid("Role", role.name()),
            uid("Action", action),
            uid("Relation", relation.name()),
            Context::empty(),
            None,
        );
        let Ok(request) = request else { return false };
        Authorizer::new()
            .is_authorized(&request, &self.set, &Entities::empty())
            .decision()
            == Decision::Allow
    }

    /// Checks every policy against the actions that the routes name and the roles that exist.
    pub fn validate(&self, actions: &[Action], roles: &[Role]) -> Result<(), PolicyError> {
        let names = |it: Vec<String>| it.join(", ");
        let actions: BTreeSet<_> = actions.iter().filter(|it| **it != Action::PUBLIC).collect();
        let schema = format!(
            "entity Role enum [{}];\nentity Relation enum [{}];\naction {} appliesTo {{ principal: Role, resource: Relation }};",
            names(roles.iter().map(|it| format!("{:?}", it.name())).collect()),
            names(
                Relation::ALL
                    .iter()
                    .map(|it| format!("{:?}", it.name()))
                    .collect()
            ),
            names(
                actions
                    .iter()
                    .map(|it| it.0.to_owned())
                    .chain(roles.iter().map(passing_on))
                    .map(|it| format!("{it:?}"))
                    .collect()
            ),
        );
        let schema =
            Schema::from_str(&schema).map_err(|it| PolicyError::Invalid(it.to_string()))?;
        let result = Validator::new(schema).validate(&self.set, ValidationMode::Strict);
        let faults: Vec<_> = result
            .validation_errors()
            .map(ToString::to_string)
            .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(PolicyError::Invalid(faults.join("; ")))
        }
    }
}

/// The action of handing out a role, as the policies name it.
fn passing_on(role: &Role) -> String {
    format!("gate.grant.{}", role.name())
}

fn uid(kind: &str, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(
        kind.parse().expect("the kinds are plain words"),
        id.parse().expect("an id can be any text"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"
        permit (principal == Role::"staff", action == Action::"people.show", resource == Relation::"own");
        permit (principal == Role::"head", action in [Action::"people.show", Action::"people.list"], resource == Relation::"unit");
        permit (principal == Role::"hr", action, resource == Relation::"city");
        forbid (principal == Role::"hr", action == Action::"health.show", resource);
    "#;
    const SHOW: Action = Action("people.show");
    const HEALTH: Action = Action("health.show");

    #[test]
    fn a_head_reaches_the_unit_and_staff_themselves() {
        let policies = Policies::parse([POLICY]).unwrap();
        assert_eq!(policies.widest(&Role::HEAD, SHOW), Some(Relation::Unit));
        assert_eq!(policies.widest(&Role::STAFF, SHOW), Some(Relation::Own));
    }

    #[test]
    fn what_no_policy_permits_is_denied() {
        let policies = Policies::parse([POLICY]).unwrap();
        assert_eq!(policies.widest(&Role::STAFF, HEALTH), None);
        assert_eq!(policies.widest(&Role::new("nobody_knows"), SHOW), None);
    }

    #[test]
    fn a_wall_stands_above_a_permit() {
        assert_eq!(
            Policies::parse([POLICY])
                .unwrap()
                .widest(&Role::new("hr"), HEALTH),
            None
        );
    }

    #[test]
    fn a_policy_for_an_action_that_no_route_names_is_found() {
        let policies = Policies::parse([POLICY]).unwrap();
        let roles = [Role::STAFF, Role::HEAD, Role::new("hr")];
        assert!(
            policies
                .validate(&[SHOW, Action("people.list"), HEALTH], &roles)
                .is_ok()
        );
        assert!(policies.validate(&[SHOW], &roles).is_err());
    }

    #[test]
    fn a_misspelt_role_is_found() {
        let policies = Policies::parse([POLICY]).unwrap();
        let actions = [SHOW, Action("people.list"), HEALTH];
        assert!(
            policies
                .validate(&actions, &[Role::STAFF, Role::HEAD])
                .is_err()
        );
    }
}
