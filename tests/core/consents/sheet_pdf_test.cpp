#include "core/consents/reproducible_pdf.h"
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"

#include <QElapsedTimer>
#include <QHashSeed>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QByteArray pdfOf(const SheetContent &content)
{
    const auto pdf = sheetPdf(content);
    REQUIRE(pdf);
    return *pdf;
}

QByteArray run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    REQUIRE(process.waitForFinished(60000));
    INFO(process.readAllStandardError().toStdString());
    REQUIRE(process.exitStatus() == QProcess::NormalExit);
    REQUIRE(process.exitCode() == 0);
    return process.readAllStandardOutput();
}

/// Every object of a PDF, as qpdf reads it.
QList<QJsonObject> objectsOf(const QByteArray &pdf)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"sheet.pdf"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(pdf);
    file.close();
    const QByteArray json =
        run(u"qpdf"_s, {u"--json"_s, file.fileName()}, QProcessEnvironment::systemEnvironment());
    const QJsonObject numbered = QJsonDocument::fromJson(json)[u"qpdf"][1].toObject();
    QList<QJsonObject> objects;
    for (const auto &object : numbered) {
        const QJsonObject value = object.toObject();
        objects << (value.contains(u"stream"_s) ? value[u"stream"][u"dict"].toObject()
                                                : value[u"value"].toObject());
    }
    REQUIRE(objects.size() > 10);
    return objects;
}

QList<QJsonObject> ofType(const QList<QJsonObject> &objects, const QString &type)
{
    QList<QJsonObject> found;
    for (const QJsonObject &object : objects) {
        if (object[u"/Type"].toString() == type)
            found << object;
    }
    return found;
}

} // namespace

TEST_CASE("the same sheet has the same bytes, whatever the seed of the hashes", "[consents]")
{
    const SheetContent sheet = test::sampleSheet();
    const QByteArray first = pdfOf(sheet);
    QHashSeed::resetRandomGlobalSeed();
    const QByteArray second = pdfOf(sheet);
    QHashSeed::setDeterministicGlobalSeed();
    CHECK(first == second);
}

TEST_CASE("the same sheet has the same bytes in other processes", "[consents]")
{
    const QByteArray here = pdfOf(test::sampleSheet());
    for (int i = 0; i < 3; ++i) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"TZ"_s, u"Africa/Johannesburg"_s);
        environment.remove(u"QT_HASH_SEED"_s);
        REQUIRE(run(QStringLiteral(DERMIS_PRINT_SHEET), {}, environment) == here);
    }
}

TEST_CASE("another fingerprint or time changes the file identifier and the dates", "[consents]")
{
    SheetContent sheet = test::sampleSheet();
    const QByteArray first = pdfOf(sheet);
    CHECK(first.contains("/CreationDate (D:20261123083100Z)"));
    CHECK(first.contains("xmp:CreateDate=\"2026-11-23T08:31:00Z\""));
    sheet.issuedAt = u"2026-11-24T09:00:00.000Z"_s;
    CHECK(pdfOf(sheet).contains("/CreationDate (D:20261124090000Z)"));
    const auto identifier = [](const QByteArray &pdf) { return pdf.mid(pdf.lastIndexOf("/ID ["), 80); };
    sheet.fingerprint = u"0123456789ABCDEF"_s;
    CHECK(identifier(pdfOf(sheet)) != identifier(first));
}

TEST_CASE("the file is built as PDF/A-1b asks", "[consents]")
{
    SheetContent sheet = test::sampleSheet();
    sheet.logo = GENERATE(QByteArray(), test::transparentLogo(), test::photographedLogo());
    const QByteArray pdf = pdfOf(sheet);
    CHECK(pdf.startsWith("%PDF-1.4\n"));
    CHECK(pdf.contains("pdfaid:part=\"1\" pdfaid:conformance=\"B\""));
    const QList<QJsonObject> objects = objectsOf(pdf);

    const QList<QJsonObject> intents = ofType(objects, u"/OutputIntent"_s);
    REQUIRE(intents.size() == 1);
    CHECK(intents.first()[u"/S"].toString() == u"/GTS_PDFA1"_s);
    const QList<QJsonObject> catalogs = ofType(objects, u"/Catalog"_s);
    REQUIRE(catalogs.size() == 1);
    CHECK(catalogs.first()[u"/OutputIntents"].toArray().size() == 1);
    CHECK(catalogs.first().contains(u"/Metadata"_s));

    for (const QJsonObject &object : objects) {
        CHECK(object[u"/SMask"].toString(u"/None"_s) == u"/None"_s);
        CHECK_FALSE(object.contains(u"/Mask"_s));
        CHECK_FALSE(object[u"/Interpolate"].toBool());
        CHECK_FALSE(object.contains(u"/Encrypt"_s));
        CHECK(object[u"/ca"].toDouble(1) == 1);
        CHECK(object[u"/CA"].toDouble(1) == 1);
        CHECK(object[u"/BM"].toString(u"/Normal"_s) == u"/Normal"_s);
        CHECK(object[u"/Filter"].toString() != u"/LZWDecode"_s);
        CHECK(object[u"/Filter"].toString() != u"/DCTDecode"_s);
    }
    const QList<QJsonObject> descriptors = ofType(objects, u"/FontDescriptor"_s);
    CHECK(descriptors.size() == 3);
    for (const QJsonObject &descriptor : descriptors) {
        CHECK(descriptor.contains(u"/FontFile2"_s));
        CHECK(descriptor[u"/FontName"].toString().contains(u"NotoSans"_s));
    }
}

TEST_CASE("a body that asks for a part nobody draws is refused by name", "[consents]")
{
    SheetContent sheet = test::sampleSheet();
    sheet.body = u"# T\n\n[[stamps]]\n"_s;
    const auto pdf = sheetPdf(sheet);
    REQUIRE_FALSE(pdf);
    CHECK(pdf.error().code == ErrorCode::InvalidInput);
    CHECK(pdf.error().detail.contains(u"[[stamps]]"_s));
}

TEST_CASE("bytes that QPdfWriter did not write are refused", "[consents]")
{
    for (const QByteArray &bytes :
         {QByteArray(), QByteArray("%PDF-1.4\n"), QByteArray("startxref\n5\n%%EOF\n"),
          QByteArray("%PDF-1.4\nxref\n0 9\nshort\ntrailer\nstartxref\n9\n%%EOF\n")}) {
        const auto result = reproduciblePdf(bytes, QDateTime(), "x");
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::Damaged);
    }
}

TEST_CASE("sheets are made quickly", "[.][timing]")
{
    const SheetContent sheet = test::sampleSheet();
    pdfOf(sheet);
    constexpr int count = 100;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i)
        pdfOf(sheet);
    const double each = static_cast<double>(timer.nsecsElapsed()) / 1e6 / count;
    WARN(each << " ms for one sheet, " << 1000 / each << " sheets a second");
    CHECK(each <= 40);
}
