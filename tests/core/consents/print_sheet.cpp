// Prints a sheet's PDF bytes to standard output: the sample, or with a form's file that form, blank, or with "filled" or a response's
// file filled.
#include "core/consents/questionnaire_sheet.h"
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/generated_answers.h"
#include "tests/core/consents/sample_sheet.h"

#include <QFile>
#include <QGuiApplication>

#include <cstdio>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<SheetContent> formOf(const QStringList &arguments)
{
    const Questionnaire form = TRY(Questionnaire::fromJson(contentOf(arguments.at(1))));
    if (arguments.size() < 3)
        return test::blankForm(form);
    if (arguments.at(2) == u"filled")
        return test::filledForm(form, test::generatedAnswers(form));
    const Response response = TRY(Response::fromDraft(form, contentOf(arguments.at(2))));
    return test::filledForm(form, response);
}

Result<QByteArray> printed(const QStringList &arguments)
{
    if (arguments.size() < 2)
        return sheetPdf(test::sampleSheet());
    const SheetContent content = TRY(formOf(arguments));
    return sheetPdf(content);
}

} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    const auto pdf = printed(QGuiApplication::arguments());
    if (!pdf) {
        std::fputs(qPrintable(pdf.error().detail), stderr);
        return 1;
    }
    return std::fwrite(pdf->constData(), 1, static_cast<size_t>(pdf->size()), stdout) == static_cast<size_t>(pdf->size()) ? 0 : 1;
}
