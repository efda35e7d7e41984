#include "ui/settings/questionnaire_import_panel.h"

#include "ui/settings/card_parts.h"
#include "ui/settings/questionnaire_outline.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QListWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int remarksHeight = 120;

QString whatIsRead(const FormToImport &read)
{
    const auto &all = read.form.inOrder();
    const auto questions = static_cast<int>(std::ranges::count_if(all, [](const Item *one) { return one->isQuestion(); }));
    QStringList said{QuestionnaireImportPanel::tr("%1, version %2: %n questions.", nullptr, questions).arg(read.form.title(), read.form.version())};
    if (read.gaveUrl)
        said << QuestionnaireImportPanel::tr("The file names no address; the form is kept as %1.").arg(read.form.url());
    else if (read.gaveVersion)
        said << QuestionnaireImportPanel::tr("The file names no version; it is kept as version %1.").arg(read.form.version());
    said << QuestionnaireImportPanel::tr("It is asked of nobody until it is activated.");
    return said.join(u' ');
}

} // namespace

QuestionnaireImportPanel::QuestionnaireImportPanel(QWidget *parent)
    : QWidget(parent), m_what(sentence({})), m_remarks(new QListWidget), m_keep(new Button(Icon::Check, tr("Keep it"), ButtonKind::Primary))
{
    auto *away = new Button(tr("Do not keep it"));
    m_keep->setWrites();
    m_keep->setAccessibleName(tr("Keep the form that was read"));
    m_remarks->setAccessibleName(tr("What Dermis does not do of what the form asks for"));
    m_remarks->setWordWrap(true);
    m_remarks->setFixedHeight(remarksHeight);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_keep);
    buttons->addWidget(away);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_what);
    column->addWidget(m_remarks);
    column->addLayout(buttons);
    connect(m_keep, &Button::clicked, this, &QuestionnaireImportPanel::accepted);
    connect(away, &Button::clicked, this, &QuestionnaireImportPanel::turnedAway);
}

void QuestionnaireImportPanel::showForm(const FormToImport &read, const QStringList &problems)
{
    m_what->setText(whatIsRead(read));
    m_remarks->clear();
    for (const QString &problem : problems)
        m_remarks->addItem(tr("Cannot be the intake yet: %1").arg(problem));
    m_remarks->addItems(remarkLines(read.form));
    if (m_remarks->count() == 0)
        m_remarks->addItem(tr("Dermis does everything that this form asks for."));
    show();
    m_keep->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
