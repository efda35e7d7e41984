#include "ui/patients/journal_words.h"
#include "ui/patients/patient_differences.h"
#include "ui/patients/patient_words.h"
#include "ui/patients/photo.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QTemporaryDir>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("a birth date is understood in the spellings people use", "[patients]")
{
    const auto [text, day] = GENERATE(table<QString, QDate>({
        {u"14 Mar 1992"_s, QDate(1992, 3, 14)},
        {u"14 march 1992"_s, QDate(1992, 3, 14)},
        {u"14/3/1992"_s, QDate(1992, 3, 14)},
        {u"14-03-1992"_s, QDate(1992, 3, 14)},
        {u"1992-03-14"_s, QDate(1992, 3, 14)},
        {u"14031992"_s, QDate(1992, 3, 14)},
        {u"31/2/1992"_s, QDate()},
        {u"14 Mar"_s, QDate()},
        {u""_s, QDate()},
    }));
    INFO(text.toStdString());
    CHECK(dayFromText(text) == day);
}

TEST_CASE("an age is months below two years, and nothing before birth", "[patients]")
{
    const QDate today(2026, 3, 2);
    CHECK(ageWords(QDate(1992, 3, 3), today) == u"33 years"_s);
    CHECK(ageWords(QDate(2025, 2, 3), today) == u"12 months"_s);
    CHECK(ageWords(QDate(2026, 2, 1), today) == u"1 month"_s);
    CHECK(ageWords(QDate(2027, 1, 1), today).isEmpty());
    CHECK(isMinor(QDate(2008, 3, 3), today));
    CHECK_FALSE(isMinor(QDate(2008, 3, 2), today));
}

TEST_CASE("two people's changes are joined, and only what both changed is asked", "[patients]")
{
    Patient base;
    base.familyName = u"Mokena"_s;
    base.email = u"old@example.co.za"_s;
    Patient mine = base;
    mine.email = u"mine@example.co.za"_s;
    mine.address = u"1 Fig Street"_s;
    Patient theirs = base;
    theirs.email = u"theirs@example.co.za"_s;
    theirs.familyName = u"Mokwena"_s;
    theirs.revision = 2;
    const PatientMerge merged = merge(base, mine, theirs);
    CHECK(merged.merged.familyName == u"Mokwena"_s);
    CHECK(merged.merged.address == u"1 Fig Street"_s);
    CHECK(merged.merged.email == u"mine@example.co.za"_s);
    CHECK(merged.merged.revision == 2);
    REQUIRE(merged.both.size() == 1);
    CHECK(merged.both.first().field == u"E-mail"_s);
    CHECK(withFieldsOf(merged.merged, theirs, merged.both).email == u"theirs@example.co.za"_s);
}

TEST_CASE("a journal version shows only the fields it changed", "[patients]")
{
    const QJsonObject before{
        {u"id"_s, 3}, {u"revision"_s, 1}, {u"family_name"_s, u"Mokena"_s}, {u"email"_s, u""_s}};
    QJsonObject after = before;
    after.insert(u"revision"_s, 2);
    after.insert(u"family_name"_s, u"Mokwena"_s);
    const QList<FieldChange> changes = changedFields(u"patient"_s, before, after, {});
    REQUIRE(changes.size() == 1);
    CHECK(changes.first() == FieldChange{u"Family name"_s, u"Mokena"_s, u"Mokwena"_s});
}

TEST_CASE("the journal says people, codes, dates and lists in words, and no numbers of rows", "[patients]")
{
    const QHash<StaffId, QString> people{{StaffId(2), u"Sr Lindiwe Zwane"_s}};
    const QJsonObject state{{u"id"_s, 1},
                            {u"patient_id"_s, 7},
                            {u"asked"_s, u"none-known"_s},
                            {u"confirmed_on"_s, u"2026-09-02"_s},
                            {u"confirmed_by"_s, 2}};
    CHECK(changedFields(u"allergy_state"_s, {}, state, people) ==
          QList<FieldChange>{{u"Answer"_s, {}, u"none known"_s},
                             {u"Confirmed"_s, {}, u"2 Sep 2026"_s},
                             {u"Confirmed by"_s, {}, u"Sr Lindiwe Zwane"_s}});
    const QJsonObject plan{
        {u"body"_s,
         uR"({"date":"2026-03-02","device":"Pen","zones":[{"zone":"chin","target":"acne-scar","depthMm":1}]})"_s}};
    CHECK(changedFields(u"plan"_s, {}, plan, {}).value(0).after == u"2 Mar 2026\nPen\nChin, acne scars, 1 mm"_s);
    const QJsonObject phones{{u"phones"_s, uR"([{"label":"work","number":"+27825550142"}])"_s}};
    CHECK(changedFields(u"patient"_s, {}, phones, {}).value(0).after == u"work, 082 555 0142"_s);
}

TEST_CASE("a photo is kept small, as JPEG and without texts; what is no picture is refused", "[patients]")
{
    const QTemporaryDir folder;
    const QString large = folder.filePath(u"large.png"_s);
    QImage image(2400, 1200, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    image.setText(u"Comment"_s, u"taken at home"_s);
    REQUIRE(image.save(large));
    QByteArray bytes = reencodedPhoto(large).value();
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer);
    CHECK(reader.format() == "jpeg");
    const QImage kept = reader.read();
    CHECK(kept.size() == QSize(photoLongEdge, photoLongEdge / 2));
    CHECK(kept.textKeys().isEmpty());
    const QString other = folder.filePath(u"words.png"_s);
    QFile file(other);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("not a picture");
    file.close();
    CHECK(reencodedPhoto(other).error().code == ErrorCode::InvalidInput);
    CHECK(reencodedPhoto(folder.filePath(u"none.png"_s)).error().code == ErrorCode::Io);
}
