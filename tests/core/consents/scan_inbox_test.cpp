#include "core/consents/scan_inbox.h"
#include "core/storage/stop_switch.h"
#include "tests/core/consents/consent_fixture.h"
#include "tests/support/scanner.h"

#include <QDir>
#include <QTemporaryDir>

using namespace dermis;
using namespace dermis::test;

namespace {

struct InboxFixture : ConsentFixture
{
    InboxFixture()
    {
        inbox.folder = folder.filePath(u"scans"_s);
        REQUIRE(QDir().mkpath(inbox.folder));
    }
    QImage page(const Consent &consent, int number)
    {
        return scanned(sheetBytes(*database, consent.id).value(), number, {150, 1, 10});
    }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(at(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
    }
    QString at(const QString &name) const { return QDir(inbox.folder).filePath(name); }
    QByteArray bytesAt(const QString &name) const
    {
        QFile file(at(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    QStringList names(const QString &place = u"."_s) const { return QDir(at(place)).entryList(QDir::Files, QDir::Name); }
    InboxFile take(const QString &name, bool mayGrow = false)
    {
        return fileFromInbox(*database, nurse, clock.now(), inbox, name, mayGrow).value();
    }

    QTemporaryDir folder;
    ScanInbox inbox;
    Consent issued = issue(aged(30));
};

} // namespace

TEST_CASE_METHOD(InboxFixture, "a scan in the folder is filed, and only then kept in Filed", "[inbox]")
{
    const QByteArray bytes = encoded(page(issued, 1), "jpeg");
    put(u"scan.jpg"_s, bytes);
    const InboxFile file = take(u"scan.jpg"_s);
    CHECK(file.outcome == InboxOutcome::Filed);
    REQUIRE(file.pages.size() == 1);
    CHECK(file.pages.first().state == ScanState::Filed);
    CHECK(file.pages.first().source == u"scan.jpg");
    CHECK(names().isEmpty());
    CHECK(file.movedTo == at(u"Filed/scan.jpg"_s));
    CHECK(bytesAt(u"Filed/scan.jpg"_s) == bytes);
    CHECK(filedPages(*database, issued.id)->size() == 1);
}

TEST_CASE_METHOD(InboxFixture, "a file of the same name is kept beside the first, never over it", "[inbox]")
{
    for (int number = 1; number <= 3; ++number) {
        put(u"scan.jpg"_s, encoded(page(issued, number), "jpeg"));
        CHECK(take(u"scan.jpg"_s).outcome == InboxOutcome::Filed);
    }
    CHECK(names(u"Filed"_s) == QStringList{u"scan (2).jpg"_s, u"scan (3).jpg"_s, u"scan.jpg"_s});
    CHECK(bytesAt(u"Filed/scan (3).jpg"_s) == encoded(page(issued, 3), "jpeg"));
    CHECK(filedPages(*database, issued.id)->size() == 3);
}

TEST_CASE_METHOD(InboxFixture, "a crash between filing and moving files nothing twice", "[inbox]")
{
    const QByteArray bytes = encoded(page(issued, 1), "jpeg");
    put(u"scan.jpg"_s, bytes);
    REQUIRE(fileScan(*database, nurse, clock.now(), u"scan.jpg"_s, bytes)); // here the power goes
    inbox.deletes = GENERATE(false, true);
    const QByteArray before = head();
    const InboxFile file = take(u"scan.jpg"_s);
    CHECK(file.outcome == InboxOutcome::CameBefore);
    CHECK(file.pages.size() == 1);
    CHECK(file.why.contains(u"came in before"_s));
    CHECK(head() == before);
    CHECK(names().isEmpty());
    CHECK(names(u"Filed"_s) == (inbox.deletes ? QStringList() : QStringList{u"scan.jpg"_s}));
    CHECK(filedPages(*database, issued.id)->size() == 1);
    CHECK(waitingScans(*database)->isEmpty());
}

TEST_CASE_METHOD(InboxFixture, "what is no scan is put aside with a text that says why", "[inbox]")
{
    inbox.deletes = true;
    put(u"letter.docx"_s, "not a scan");
    const QByteArray before = head();
    CHECK(take(u"letter.docx"_s, true).outcome == InboxOutcome::Later);
    CHECK(names() == QStringList{u"letter.docx"_s}); // a scanner may pause between pages
    const InboxFile file = take(u"letter.docx"_s);
    CHECK(file.outcome == InboxOutcome::NotRead);
    CHECK(names().isEmpty());
    CHECK(names(u"Not read"_s) == QStringList{u"letter.docx"_s, u"letter.docx.txt"_s});
    CHECK(bytesAt(u"Not read/letter.docx"_s) == "not a scan");
    CHECK(bytesAt(u"Not read/letter.docx.txt"_s).contains("this is no scan that Dermis reads: PDF, TIFF, JPEG or PNG"));
    put(u"letter.docx"_s, "another");
    take(u"letter.docx"_s);
    CHECK(names(u"Not read"_s) == QStringList{u"letter (2).docx"_s, u"letter (2).docx.txt"_s, u"letter.docx"_s, u"letter.docx.txt"_s});
    CHECK(head() == before);
}

TEST_CASE_METHOD(InboxFixture, "deleting is a choice, and spares what the clinic file has no picture of", "[inbox]")
{
    inbox.deletes = true;
    put(u"scan.jpg"_s, encoded(page(issued, 1), "jpeg"));
    CHECK(take(u"scan.jpg"_s).outcome == InboxOutcome::Filed);
    CHECK(names().isEmpty());
    CHECK_FALSE(QDir(at(u"Filed"_s)).exists());
    put(u"cut.jpg"_s, encoded(page(issued, 2), "jpeg").left(200)); // a picture that breaks off
    const InboxFile cut = take(u"cut.jpg"_s);
    REQUIRE(cut.pages.size() == 1);
    CHECK(cut.pages.first().picture.isEmpty());
    CHECK(names(u"Filed"_s) == QStringList{u"cut.jpg"_s});
}

TEST_CASE_METHOD(InboxFixture, "a clinic file that is locked, or a folder that cannot be moved in, leaves the file for later", "[inbox]")
{
    put(u"scan.jpg"_s, encoded(page(issued, 1), "jpeg"));
    SECTION("locked")
    {
        const auto other = secondConnection();
        REQUIRE(other->run(u"BEGIN IMMEDIATE"_s));
        const InboxFile file = take(u"scan.jpg"_s);
        CHECK(file.outcome == InboxOutcome::Later);
        CHECK(file.stays);
        CHECK(names() == QStringList{u"scan.jpg"_s});
        REQUIRE(other->run(u"ROLLBACK"_s));
    }
    SECTION("no place to move to")
    {
        put(u"Filed"_s, "a file of that name");
        const InboxFile file = take(u"scan.jpg"_s);
        CHECK(file.outcome == InboxOutcome::Filed);
        CHECK(file.stays);
        CHECK(file.why.contains(u"it is filed, but"_s));
        CHECK(names() == QStringList{u"Filed"_s, u"scan.jpg"_s});
        REQUIRE(QFile::remove(at(u"Filed"_s)));
    }
    CHECK_FALSE(take(u"scan.jpg"_s).stays);
    CHECK(names().isEmpty());
    CHECK(names(u"Filed"_s) == QStringList{u"scan.jpg"_s});
    CHECK(filedPages(*database, issued.id)->size() == 1);
}

TEST_CASE_METHOD(InboxFixture, "who may not issue consents files nothing, and neither does who stops it", "[inbox]")
{
    put(u"stack.pdf"_s, pdfOf({page(issued, 1), page(issued, 2)}));
    CHECK(fileFromInbox(*database, reception, clock.now(), inbox, u"stack.pdf"_s).error().code == ErrorCode::NotAllowed);
    QList<int> told;
    const auto stopAtSecond = [&](int done, int all) {
        CHECK(all == 2);
        told << done;
        return done < 1;
    };
    CHECK(fileFromInbox(*database, nurse, clock.now(), inbox, u"stack.pdf"_s, false, stopAtSecond).error().code == ErrorCode::Cancelled);
    CHECK(told == QList<int>{0, 1});
    CHECK(names() == QStringList{u"stack.pdf"_s});
    CHECK(filedPages(*database, issued.id)->isEmpty());
}

TEST_CASE_METHOD(InboxFixture, "a file is taken when it was the same for two seconds, the oldest first", "[inbox]")
{
    StillFiles still;
    const auto look = [&] {
        QStringList names;
        const auto seen = still.look(inbox.folder, clock.now()).value();
        for (const StillFile &file : seen)
            names << file.name;
        return names;
    };
    put(u"b.pdf"_s, "begun");
    put(u".hidden.pdf"_s, "x");
    put(u"c.pdf.part"_s, "x");
    CHECK(look().isEmpty());
    CHECK(still.waiting() == 1);
    clock.advanceMilliseconds(1900);
    CHECK(look().isEmpty());
    put(u"b.pdf"_s, "begun, and more");
    clock.advanceMilliseconds(200);
    CHECK(look().isEmpty());
    clock.advanceMilliseconds(1900);
    CHECK(look().isEmpty());
    clock.advanceMilliseconds(200);
    CHECK(look() == QStringList{u"b.pdf"_s});
    CHECK(still.waiting() == 0);
    still.putOff(u"b.pdf"_s, clock.now().addSecs(60));
    CHECK(look().isEmpty());
    clock.advanceMilliseconds(60'000);
    CHECK(look() == QStringList{u"b.pdf"_s});
    put(u"a.pdf"_s, "later");
    QFile later(at(u"a.pdf"_s));
    REQUIRE(later.open(QIODevice::ReadWrite));
    REQUIRE(later.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
    look();
    clock.advanceMilliseconds(2000);
    CHECK(look() == QStringList{u"b.pdf"_s, u"a.pdf"_s});
    REQUIRE(QDir(inbox.folder).removeRecursively());
    CHECK(still.look(inbox.folder, clock.now()).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(InboxFixture, "a folder that holds other things is not taken for the scanner's", "[inbox]")
{
    const QString clinic = database->path();
    put(u"scan.PDF"_s, "x");
    REQUIRE(QDir(inbox.folder).mkpath(u"Filed"_s));
    CHECK(checkInbox(inbox.folder, clinic));
    CHECK(checkInbox(QFileInfo(clinic).path(), clinic).error().detail.contains(u"the clinic file lies in"_s));
    CHECK(checkInbox(at(u"nowhere"_s), clinic).error().detail.contains(u"is no folder"_s));
    put(u"letter.docx"_s, "x");
    CHECK(checkInbox(inbox.folder, clinic).error().detail.contains(u"such as \"letter.docx\""_s));
}
