#include "core/base/text_folding.h"
#include "core/patients/patient_search.h"
#include "core/patients/phone_number.h"
#include "core/storage/transaction.h"
#include "tests/core/patients/sample_patients.h"
#include "tests/support/printers.h"

#include <QMap>

#include <atomic>
#include <thread>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class SearchClinic : public test::DatabaseFixture
{
public:
    SearchClinic()
    {
        Patient nomvula = test::person(u"Nomvula Grace"_s, u"Dlamini"_s, QDate(1992, 3, 14), u"082 555 0118"_s);
        nomvula.saIdNumber = u"9203140123085"_s;
        nomvula.preferredName = u"Vula"_s;
        add(u"nomvula"_s, nomvula);
        add(u"merwe"_s, test::person(u"Johan"_s, u"van der Merwe"_s, QDate(1960, 2, 29), u"012 555 0111"_s));
        add(u"obrien"_s, test::person(u"Mary-Jane"_s, u"O’Brien"_s, QDate(1985, 7, 1), u"+44 20 7946 0000"_s));
        add(u"kgosana"_s, test::person(u"Lerato"_s, u"Kgošana"_s, QDate(1999, 12, 31)));
        add(u"venda"_s, test::person(u"Livhuwani"_s, u"Ṋemuṱanzhela"_s, QDate(1978, 5, 5)));
        add(u"mokoena"_s, test::person(u"Thabo"_s, u"Mokoena"_s, QDate(1970, 1, 1)));
        Patient child = test::person(u"Neo"_s, u"Tau"_s, QDate(2018, 6, 6));
        child.contacts << Contact{ContactKind::Guardian, u"Refilwe Seabi"_s, u"aunt"_s, u"083 555 0222"_s, {}};
        child.passport = u"A1234567"_s;
        add(u"child"_s, child);
        add(u"given-dlamini"_s, test::person(u"Dlamini"_s, u"Zulu"_s, QDate(1980, 4, 4)));
    }

    void add(const QString &name, const Patient &patient)
    {
        names.insert(test::registered(*this, patient).id, name);
    }

    SearchResult search(const QString &text, int limit = 50)
    {
        const auto result = searchPatients(*database, text, clock.today(), limit);
        REQUIRE(result);
        return *result;
    }

    QStringList found(const QString &text)
    {
        QStringList list;
        for (const PatientMatch &match : search(text).matches)
            list << names.value(match.patient.id);
        return list;
    }

    /// Field and matched characters of each part of the first match.
    QStringList why(const QString &text)
    {
        QStringList list;
        for (const MatchedPart &part : search(text).matches.value(0).parts)
            list << patientFieldName(part.field) + u": "_s + part.text.mid(part.start, part.length);
        return list;
    }

    QMap<PatientId, QString> names;
};

struct Search {
    QString typed;
    QStringList found;
};

} // namespace

TEST_CASE_METHOD(SearchClinic, "names are found however they are typed", "[patients]")
{
    const QList<Search> searches{
        {u"van der merwe"_s, {u"merwe"_s}},
        {u"vandermerwe"_s, {u"merwe"_s}},
        {u"merwe"_s, {u"merwe"_s}},
        {u"merwe van"_s, {u"merwe"_s}},
        {u"johan van der"_s, {u"merwe"_s}},
        {u"van der merwe johan"_s, {u"merwe"_s}},
        {u"van der m jo"_s, {u"merwe"_s}},
        {u"o'brien"_s, {u"obrien"_s}},
        {u"o’brien"_s, {u"obrien"_s}},
        {u"obrien"_s, {u"obrien"_s}},
        {u"o brien"_s, {u"obrien"_s}},
        {u"mary o brien"_s, {u"obrien"_s}},
        {u"maryjane"_s, {u"obrien"_s}},
        {u"mary-jane"_s, {u"obrien"_s}},
        {u"jane obr"_s, {u"obrien"_s}},
        {u"kgosana"_s, {u"kgosana"_s}},
        {u"KGOŠANA"_s, {u"kgosana"_s}},
        {u"nemutanzhela"_s, {u"venda"_s}},
        {u"nemu liv"_s, {u"venda"_s}},
        {u"vula"_s, {u"nomvula"_s}},
        {u"grace dla nom"_s, {u"nomvula"_s}},
        {u"dlamini"_s, {u"nomvula"_s, u"given-dlamini"_s}},
        {u"refilwe"_s, {u"child"_s}},
        {u"seabi neo"_s, {u"child"_s}},
        {u"k"_s, {u"kgosana"_s}},
        {u"l"_s, {u"kgosana"_s, u"venda"_s}},
        {u"  "_s, {}},
        {u"%"_s, {}},
        {u"\"*"_s, {}},
        {u"xyzzy"_s, {}},
    };
    for (const Search &search : searches) {
        INFO(search.typed.toStdString());
        CHECK(found(search.typed) == search.found);
    }
}

TEST_CASE_METHOD(SearchClinic, "numbers and birth dates are found however they are typed", "[patients]")
{
    const QList<Search> searches{
        {u"MSD-00001"_s, {u"nomvula"_s}},
        {u"msd 1"_s, {u"nomvula"_s}},
        {u"msd00001"_s, {u"nomvula"_s}},
        {u"1"_s, {u"nomvula"_s}},
        {u"00004"_s, {u"kgosana"_s}},
        {u"abc-00001"_s, {}},
        {u"9203140123085"_s, {u"nomvula"_s}},
        {u"920314 0123 085"_s, {u"nomvula"_s}},
        {u"920314"_s, {u"nomvula"_s}},
        {u"9203140"_s, {u"nomvula"_s}},
        {u"082 555 0118"_s, {u"nomvula"_s}},
        {u"0825550118"_s, {u"nomvula"_s}},
        {u"+27 82 555 0118"_s, {u"nomvula"_s}},
        {u"+27 (0)82 555 0118"_s, {u"nomvula"_s}},
        {u"0027825550118"_s, {u"nomvula"_s}},
        {u"27825550118"_s, {u"nomvula"_s}},
        {u"825550118"_s, {u"nomvula"_s}},
        {u"082 55"_s, {u"nomvula"_s}},
        {u"+44 20 79"_s, {u"obrien"_s}},
        {u"0044 20 7946 0000"_s, {u"obrien"_s}},
        {u"083 555 0222"_s, {u"child"_s}},
        {u"A1234567"_s, {u"child"_s}},
        {u"a 12345"_s, {u"child"_s}},
        {u"14 Mar 1992"_s, {u"nomvula"_s}},
        {u"14 March 1992"_s, {u"nomvula"_s}},
        {u"14 Maart 1992"_s, {u"nomvula"_s}},
        {u"14 mrt 92"_s, {u"nomvula"_s}},
        {u"14/03/1992"_s, {u"nomvula"_s}},
        {u"14/3/92"_s, {u"nomvula"_s}},
        {u"14.3.1992"_s, {u"nomvula"_s}},
        {u"14 3 1992"_s, {u"nomvula"_s}},
        {u"14-03-1992"_s, {u"nomvula"_s}},
        {u"1992-03-14"_s, {u"nomvula"_s}},
        {u"1992/3/14"_s, {u"nomvula"_s}},
        {u"19920314"_s, {u"nomvula"_s}},
        {u"14031992"_s, {u"nomvula"_s}},
        {u"29/02/1960"_s, {u"merwe"_s}},
        {u"29/02/1961"_s, {}},
        {u"dlamini 14 mar 1992"_s, {u"nomvula"_s}},
        {u"1992-03-14 nom"_s, {u"nomvula"_s}},
        {u"dlmini 1992-03-14"_s, {u"nomvula"_s}},
        {u"zulu 1992-03-14"_s, {}},
        {u"dlamini 082 555 0118"_s, {u"nomvula"_s}},
        {u"tau 083 555 0222"_s, {u"child"_s}},
        {u"dlamini 19"_s, {u"nomvula"_s, u"given-dlamini"_s}},
        {u"dlamini 14/03"_s, {u"nomvula"_s, u"given-dlamini"_s}},
    };
    for (const Search &search : searches) {
        INFO(search.typed.toStdString());
        CHECK(found(search.typed) == search.found);
    }
}

TEST_CASE_METHOD(SearchClinic, "similar spellings are found when nothing else is", "[patients]")
{
    const QList<Search> searches{
        {u"mokena"_s, {u"mokoena"_s}},     {u"mokeona"_s, {u"mokoena"_s}},   {u"mokwena"_s, {u"mokoena"_s}},
        {u"nemutanzela"_s, {u"venda"_s}},  {u"dhlamnii grace"_s, {u"nomvula"_s}}, {u"o'brein"_s, {u"obrien"_s}},
        {u"tabo mokoena"_s, {u"mokoena"_s}}, {u"kgozana"_s, {u"kgosana"_s}}, {u"tua"_s, {u"child"_s}},
    };
    for (const Search &search : searches) {
        INFO(search.typed.toStdString());
        CHECK(found(search.typed) == search.found);
    }
    CHECK(search(u"mokena"_s).matches.first().kind == MatchKind::Similar);
    CHECK(search(u"mokoe"_s).matches.first().kind == MatchKind::Prefix);
    CHECK(search(u"mokoena"_s).matches.first().kind == MatchKind::Exact);
}

TEST_CASE_METHOD(SearchClinic, "each match says what was matched and where", "[patients]")
{
    CHECK(why(u"dla gra"_s) == QStringList{u"familyName: Dla"_s, u"givenNames: Gra"_s});
    CHECK(why(u"obr"_s) == QStringList{u"familyName: O’Br"_s});
    CHECK(why(u"nemut"_s) == QStringList{u"familyName: Ṋemuṱ"_s});
    CHECK(why(u"vandermer"_s) == QStringList{u"familyName: van der Mer"_s});
    CHECK(why(u"vula"_s) == QStringList{u"preferredName: Vula"_s});
    CHECK(why(u"mokena"_s) == QStringList{u"familyName: Mokoena"_s});
    CHECK(why(u"refil"_s) == QStringList{u"contactName: Refil"_s});
    CHECK(why(u"082 555"_s) == QStringList{u"phone: 082 555"_s});
    CHECK(why(u"0825"_s) == QStringList{u"phone: 082 5"_s});
    CHECK(why(u"+4420"_s) == QStringList{u"phone: +4420"_s});
    CHECK(why(u"083 555 0222"_s) == QStringList{u"contactPhone: 083 555 0222"_s});
    CHECK(why(u"9203140"_s) == QStringList{u"saIdNumber: 920314"_s});
    CHECK(why(u"14/3/1992 vul"_s) == QStringList{u"birthDate: 1992-03-14"_s, u"preferredName: Vul"_s});
    CHECK(why(u"msd 1"_s) == QStringList{u"fileNumber: MSD-00001"_s, u"fileNumber: MSD"_s});
}

TEST_CASE_METHOD(SearchClinic, "the whole family name comes before its beginning, and that before given names", "[patients]")
{
    add(u"long"_s, test::person(u"Anna"_s, u"Dlaminikazi"_s, QDate(1980, 1, 1)));
    add(u"double"_s, test::person(u"Anna"_s, u"Dlamini-Smith"_s, QDate(1980, 1, 1)));
    CHECK(found(u"dlamini"_s) == QStringList{u"nomvula"_s, u"double"_s, u"long"_s, u"given-dlamini"_s});
    CHECK(found(u"dlamini"_s) == found(u"DLAMINI "_s));
}

TEST_CASE_METHOD(SearchClinic, "a limit is kept and more are announced", "[patients]")
{
    for (int i = 0; i < 12; ++i)
        add(u"n"_s, test::person(u"Anna"_s, u"Nkosi"_s, QDate(1980, 1, 1)));
    const SearchResult few = search(u"nkosi"_s, 5);
    CHECK(few.matches.size() == 5);
    CHECK(few.more);
    const SearchResult all = search(u"nkosi"_s, 12);
    CHECK(all.matches.size() == 12);
    CHECK_FALSE(all.more);
}

TEST_CASE_METHOD(SearchClinic, "a search can be stopped from another thread", "[patients]")
{
    std::mt19937_64 random(3);
    auto transaction = Transaction::begin(*database, reception, clock.now());
    REQUIRE(transaction);
    for (int i = 0; i < 2000; ++i)
        REQUIRE(insertPatient(*transaction, test::invented(random)));
    REQUIRE(transaction->commit());

    std::atomic<bool> done = false;
    std::thread stopper([&] {
        while (!done)
            database->interrupt();
    });
    Result<SearchResult> result;
    for (int i = 0; i < 2000 && result; ++i)
        result = searchPatients(*database, u"th dl"_s, clock.today());
    done = true;
    stopper.join();
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::Cancelled);
    CHECK(searchPatients(*database, u"th dl"_s, clock.today()));
}

TEST_CASE_METHOD(test::DatabaseFixture, "every patient is found by each word, number and date of its own", "[patients]")
{
    std::mt19937_64 random(11);
    QList<Patient> all;
    auto transaction = Transaction::begin(*database, reception, clock.now());
    REQUIRE(transaction);
    for (int i = 0; i < 300; ++i) {
        Patient patient = test::invented(random);
        patient.id = *insertPatient(*transaction, patient);
        all << patient;
    }
    REQUIRE(transaction->commit());

    const auto finds = [this](const QString &text, PatientId id) {
        const auto result = searchPatients(*database, text, clock.today(), 400);
        return std::any_of(result->matches.begin(), result->matches.end(),
                           [id](const PatientMatch &match) { return match.patient.id == id; });
    };
    for (const Patient &patient : std::as_const(all)) {
        QStringList texts = foldedWords(patient.fullName() + u' ' + patient.preferredName);
        texts << patient.fullName() << patient.familyName + u' ' + patient.givenNames << patient.familyName
              << displayPhone(patient.phones.first().number) << patient.birthDate.toString(u"d/M/yyyy"_s)
              << patient.familyName + u' ' + patient.birthDate.toString(Qt::ISODate);
        if (!patient.saIdNumber.isEmpty())
            texts << patient.saIdNumber;
        for (const QString &text : std::as_const(texts)) {
            INFO(text.toStdString());
            CHECK(finds(text, patient.id));
        }
    }
}
