#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/print_preview.h"

#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QByteArray threePages()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    QPainter painter(&writer);
    for (int page = 1; page <= 3; ++page) {
        if (page > 1)
            writer.newPage();
        painter.drawText(200, 400, u"Page number %1"_s.arg(page));
    }
    painter.end();
    return bytes;
}

} // namespace

TEST_CASE("the preview shows the very pages of the document and their text", "[widgets][gui]")
{
    applyTheme(*qApp, Theme::Light);
    PrintPreview preview;
    preview.resize(800, 600);
    preview.show();
    QSignalSpy ready(&preview, &PrintPreview::ready);
    preview.setDocument(threePages());
    REQUIRE(QTest::qWaitFor([&] { return ready.count() == 1; }, 20'000));
    CHECK(preview.pageCount() == 3);
    CHECK(preview.pageText(1).contains(u"Page number 2"_s));
    CHECK(preview.accessibleName() == u"Pages 1 and 2 of 3"_s);
    CHECK(preview.accessibleDescription().contains(u"Page number 1"_s));
    QTest::keyClick(&preview, Qt::Key_PageDown);
    CHECK(preview.accessibleName() == u"Page 3 of 3"_s);
    QTest::keyClick(&preview, Qt::Key_PageDown);
    CHECK(preview.currentPage() == 2);
    preview.setFit(PreviewFit::OnePage);
    QTest::keyClick(&preview, Qt::Key_PageUp);
    CHECK(preview.accessibleName() == u"Page 2 of 3"_s);
}

TEST_CASE("only the newest document is shown", "[widgets][gui]")
{
    PrintPreview preview;
    QSignalSpy ready(&preview, &PrintPreview::ready);
    preview.setDocument(threePages());
    preview.setDocument({});
    CHECK(ready.count() == 1);
    QTest::qWait(300);
    CHECK(ready.count() == 1);
    CHECK(preview.pageCount() == 0);
}

TEST_CASE("bytes that are not a PDF give no pages", "[widgets]")
{
    CHECK(renderPdf("not a document", 72).images.isEmpty());
}

TEST_CASE("an empty preview is no light slab in the dark; paper keeps its light ground", "[widgets][gui]")
{
    applyTheme(*qApp, Theme::Dark);
    PrintPreview preview;
    preview.resize(800, 600);
    preview.show();
    const auto ground = [&] { return preview.grab().toImage().pixelColor(4, 300); };
    CHECK(ground() == tokensOf(Theme::Dark).sunken);
    QSignalSpy ready(&preview, &PrintPreview::ready);
    preview.setDocument(threePages());
    REQUIRE(QTest::qWaitFor([&] { return ready.count() == 1; }, 20'000));
    CHECK(ground() == tokensOf(Theme::Light).line);
    applyTheme(*qApp, Theme::Light);
}
