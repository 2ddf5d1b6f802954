"""Addresses of the rules of a cohort's activities: changes, extensions, decisions."""

from django.urls import URLPattern, path

from courses.admin_urls.cohort_slug import COHORT
from courses.views import activity_rules, person_activity

ACTIVITY = f"{COHORT}/kegiatan/<int:activity>"
PERSON = f"{COHORT}/peserta/<int:enrolment>/kegiatan/<int:activity>"

urlpatterns: list[URLPattern] = [
    path(f"{COHORT}/kegiatan/", activity_rules.CohortActivities.as_view(), name="activities"),
    path(f"{ACTIVITY}/", activity_rules.ActivityPage.as_view(), name="activity"),
    path(f"{ACTIVITY}/ubah/", activity_rules.ApplyRules.as_view(), name="activity-change"),
    path(f"{ACTIVITY}/bebaskan/", activity_rules.WaiveForAll.as_view(), name="activity-waive"),
    path(f"{PERSON}/", person_activity.PersonActivityPage.as_view(), name="person-activity"),
    path(
        f"{PERSON}/perpanjangan/",
        person_activity.GrantExtension.as_view(),
        name="person-extension",
    ),
    path(f"{PERSON}/bebaskan/", person_activity.Waive.as_view(), name="person-waive"),
    path(f"{PERSON}/cabut/", person_activity.TakeBack.as_view(), name="person-take-back"),
    path(f"{PERSON}/kembalikan/", person_activity.GiveBack.as_view(), name="person-give-back"),
]
