"""Lessons become one kind of activity: the same rows under wider names."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("requiredlesson", "requiredlesson_lesson"),
        migrations.RemoveConstraint("lessoncompletion", "lessoncompletion_once"),
        migrations.RenameModel("RequiredLesson", "RequiredActivity"),
        migrations.RenameModel("LessonCompletion", "Completion"),
        migrations.RenameField("requiredactivity", "lesson", "page"),
        migrations.RenameField("completion", "lesson", "activity"),
        migrations.RenameField("enrolment", "lessons_done", "activities_done"),
        migrations.RenameField("enrolment", "last_lesson", "last_activity"),
        migrations.RenameField("courseprogress", "lessons_done", "activities_done"),
        migrations.RenameField("cohort", "lesson_count", "activity_count"),
        migrations.RenameField("requiredcourse", "lesson_count", "activity_count"),
    ]
