# How entries of the ledger read: people and organisation
people-own-record = My own record
action-people-directory = searched the directory
action-people-list = looked at the staff list
action-people-show = looked at a person's record
action-people-looks = looked at who has looked
action-people-organisation = looked at the organisation
action-people-see-future = looked at changes to come
action-people-import = imported people or units
action-people-export = exported people or units
subject-staff = person's record
subject-looks = who has looked
subject-people = staff list
subject-import = import
subject-export = export
subject-members = List of the people of a unit
