#include "ui/consents/sheet_choices.h"

#include "ui/consents/form_words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/text_label.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QListWidget>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

void clearRows(QVBoxLayout &rows)
{
    while (QLayoutItem *item = rows.takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

TextLabel *wrapped(const QString &text, TypeStyle style, Token colour)
{
    auto *label = new TextLabel(text, style, colour);
    label->setWrapped(true);
    return label;
}

} // namespace

SheetChoices::SheetChoices(QWidget *parent)
    : QScrollArea(parent)
    , m_forms(new QListWidget)
    , m_languageRows(new QVBoxLayout)
    , m_languages(new QButtonGroup(this))
    , m_signing(new QWidget)
    , m_readAloud(new QCheckBox(tr("Cannot read")))
    , m_byMark(new QCheckBox(tr("Cannot write")))
    , m_riskRows(new QVBoxLayout)
{
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(12, 10, 10, 10);
    rows->setSpacing(4);
    rows->addWidget(new TextLabel(tr("Form"), TypeStyle::BodyStrong));
    rows->addWidget(m_forms);
    rows->addSpacing(6);
    rows->addWidget(new TextLabel(tr("Language of the sheet"), TypeStyle::BodyStrong));
    rows->addLayout(m_languageRows);
    rows->addSpacing(6);
    m_readAloud->setToolTip(tr("It is read out in full, and a witness signs"));
    m_readAloud->setAccessibleDescription(m_readAloud->toolTip());
    m_byMark->setToolTip(tr("The patient makes a mark or thumb print, and two witnesses sign"));
    m_byMark->setAccessibleDescription(m_byMark->toolTip());
    auto *signing = new QVBoxLayout(m_signing);
    signing->setContentsMargins(0, 0, 0, 6);
    signing->setSpacing(4);
    signing->addWidget(new TextLabel(tr("The patient"), TypeStyle::BodyStrong));
    signing->addWidget(m_readAloud);
    signing->addWidget(m_byMark);
    rows->addWidget(m_signing);
    rows->addWidget(
        wrapped(tr("The patient’s own risks, from findings"), TypeStyle::BodyStrong, &Tokens::text));
    rows->addLayout(m_riskRows);
    rows->addStretch(1);
    m_riskRows->setSpacing(4);
    m_forms->setAccessibleName(tr("Form"));
    m_forms->setFrameShape(QFrame::NoFrame);
    setWidget(content);
    content->setBackgroundRole(QPalette::Base);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_forms, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT formChosen(item->data(Qt::UserRole).toString());
    });
    for (QCheckBox *box : {m_readAloud, m_byMark})
        connect(box, &QCheckBox::toggled, this, [this] { Q_EMIT signingChosen(m_readAloud->isChecked(), m_byMark->isChecked()); });
    connect(m_languages, &QButtonGroup::buttonClicked, this, [this](const QAbstractButton *button) {
        Q_EMIT languageChosen(button->property("language").toString());
    });
}

void SheetChoices::setSigning(bool isSigned, bool readAloud, bool byMark)
{
    m_signing->setVisible(isSigned);
    const QSignalBlocker quietRead(m_readAloud);
    const QSignalBlocker quietMark(m_byMark);
    m_readAloud->setChecked(readAloud);
    m_byMark->setChecked(byMark);
}

void SheetChoices::setForms(const QList<ConsentTemplate> &templates, const QString &form,
                            const QString &language)
{
    showForms(templates, form);
    showLanguages(templates, form, language);
}

void SheetChoices::showForms(const QList<ConsentTemplate> &templates, const QString &form)
{
    const QSignalBlocker silent(m_forms);
    m_forms->clear();
    QStringList shown;
    QList<ConsentTemplate> ordered = templates; // what is signed before what is taken home
    std::ranges::stable_sort(ordered, {}, &ConsentTemplate::kind);
    for (const ConsentTemplate &one : std::as_const(ordered)) {
        if (shown.contains(one.name))
            continue;
        shown << one.name;
        auto *item = new QListWidgetItem(icon(one.kind == FormKind::Information ? Icon::Note : Icon::Sign), formTitle(one.name));
        item->setData(Qt::UserRole, one.name);
        m_forms->addItem(item);
        if (one.name == form)
            m_forms->setCurrentItem(item);
    }
    const int row = m_forms->count() > 0 ? m_forms->sizeHintForRow(0) : 0;
    m_forms->setFixedHeight(m_forms->count() * row + 2 * m_forms->frameWidth());
}

void SheetChoices::showLanguages(const QList<ConsentTemplate> &templates, const QString &form,
                                 const QString &language)
{
    clearRows(*m_languageRows);
    QStringList shown;
    for (const ConsentTemplate &one : templates) {
        if (one.name != form || shown.contains(one.language))
            continue;
        shown << one.language;
        const bool isReviewed = one.state != FormState::Draft;
        auto *choice = new QRadioButton(isReviewed ? formLanguage(one.language) : tr("%1, not yet reviewed").arg(formLanguage(one.language)));
        choice->setProperty("language", one.language);
        choice->setChecked(one.language == language);
        m_languages->addButton(choice);
        m_languageRows->addWidget(choice);
    }
}

void SheetChoices::setOwnRisks(const QList<SheetLine> &risks)
{
    clearRows(*m_riskRows);
    if (risks.isEmpty())
        m_riskRows->addWidget(wrapped(tr("None beyond the usual ones"), TypeStyle::Small, &Tokens::text2));
    for (const SheetLine &risk : risks) {
        const QString title = risk.label.isEmpty() ? risk.text : risk.label;
        m_riskRows->addWidget(wrapped(title, TypeStyle::BodyStrong, &Tokens::text));
        if (!risk.label.isEmpty() && !risk.text.isEmpty())
            m_riskRows->addWidget(wrapped(risk.text, TypeStyle::Small, &Tokens::text2));
    }
}

QWidget *SheetChoices::firstControl() const
{
    return m_forms;
}

} // namespace dermis
