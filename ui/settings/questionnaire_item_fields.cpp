#include "ui/settings/questionnaire_item_fields.h"

#include "ui/settings/card_parts.h"
#include "ui/settings/option_list.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int prefixWidth = 90;
constexpr int wordsHeight = 66;
constexpr int helpHeight = 48;
constexpr int longestLife = 120; // months or days

QPlainTextEdit *wordsField(int height)
{
    auto *field = new QPlainTextEdit;
    field->setTabChangesFocus(true);
    field->setFixedHeight(height);
    return field;
}

} // namespace

QuestionnaireItemFields::QuestionnaireItemFields(QWidget *parent)
    : QWidget(parent)
    , m_kind(sentence({}))
    , m_prefix(new QLineEdit)
    , m_text(wordsField(wordsHeight))
    , m_help(wordsField(helpHeight))
    , m_helpField(new FormField(tr("Help under it"), m_help))
    , m_required(new QCheckBox(tr("Must be answered")))
    , m_life(new QComboBox)
    , m_count(new QSpinBox)
    , m_lifeRow(new QWidget)
    , m_optionsName(new TextLabel(tr("Answers offered"), TypeStyle::Small, &Tokens::text2))
    , m_options(new OptionList)
    , m_sharedList(sentence({}))
{
    m_prefix->setFixedWidth(prefixWidth);
    m_life->addItem(tr("holds for good"));
    m_life->addItem(tr("asked at each session"));
    m_life->addItem(tr("holds for months"));
    m_life->addItem(tr("holds for days"));
    m_life->setAccessibleName(tr("How long the answer holds"));
    m_count->setRange(1, longestLife);
    m_count->setAccessibleName(tr("How many"));
    auto *life = new QHBoxLayout(m_lifeRow);
    life->setContentsMargins(0, 0, 0, 0);
    life->setSpacing(8);
    life->addWidget(m_required);
    life->addSpacing(12);
    life->addWidget(new TextLabel(tr("The answer"), TypeStyle::Body, &Tokens::text2));
    life->addWidget(m_life);
    life->addWidget(m_count);
    life->addStretch();
    auto *words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(new FormField(tr("Number"), m_prefix));
    words->addWidget(new FormField(tr("Words"), m_text), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_kind);
    column->addLayout(words);
    column->addWidget(m_helpField);
    column->addWidget(m_lifeRow);
    column->addWidget(m_optionsName);
    column->addWidget(m_options, 1);
    column->addWidget(m_sharedList);
    column->addStretch();
    connectFields();
}

void QuestionnaireItemFields::connectFields()
{
    connect(m_prefix, &QLineEdit::textEdited, this, &QuestionnaireItemFields::prefixTyped);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isShowing)
            Q_EMIT textTyped(m_text->toPlainText());
    });
    connect(m_help, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isShowing)
            Q_EMIT helpTyped(m_help->toPlainText());
    });
    connect(m_required, &QCheckBox::clicked, this, &QuestionnaireItemFields::requiredChosen);
    connect(m_life, &QComboBox::activated, this, [this] {
        showCount();
        Q_EMIT shelfLifeChosen(chosenShelfLife());
    });
    connect(m_count, &QSpinBox::valueChanged, this, [this] {
        if (!m_isShowing)
            Q_EMIT shelfLifeChosen(chosenShelfLife());
    });
    connect(m_options, &OptionList::added, this, &QuestionnaireItemFields::optionAdded);
    connect(m_options, &OptionList::renamed, this, &QuestionnaireItemFields::optionRenamed);
    connect(m_options, &OptionList::removed, this, &QuestionnaireItemFields::optionRemoved);
    connect(m_options, &OptionList::moved, this, &QuestionnaireItemFields::optionMoved);
}

void QuestionnaireItemFields::showItem(const EditableItem &item, int option)
{
    m_isShowing = true;
    m_kind->setText(tr("%1, %2").arg(item.linkId, item.type));
    m_prefix->setText(item.prefix);
    if (m_text->toPlainText() != item.text)
        m_text->setPlainText(item.text);
    if (m_help->toPlainText() != item.help)
        m_help->setPlainText(item.help);
    m_helpField->setVisible(item.type != u"display");
    m_required->setChecked(item.required);
    m_lifeRow->setVisible(item.isQuestion());
    m_life->setCurrentIndex(static_cast<int>(item.shelfLife.kind));
    m_count->setValue(std::max(1, item.shelfLife.count));
    showCount();
    const bool ownAnswers = item.isChoice() && item.valueSet.isEmpty();
    m_optionsName->setVisible(ownAnswers);
    m_options->setVisible(ownAnswers);
    QStringList labels;
    for (const EditableOption &one : item.options)
        labels << one.label;
    m_options->setOptions(labels, option);
    m_sharedList->setVisible(item.isChoice() && !item.valueSet.isEmpty());
    m_sharedList->setText(tr("Its answers are a list that several questions may share (%1). It is changed in the file.").arg(item.valueSet));
    m_isShowing = false;
}

void QuestionnaireItemFields::editOption(int option)
{
    m_options->edit(option);
}

bool QuestionnaireItemFields::isInOptions() const
{
    return m_options->hasFocusInside();
}

void QuestionnaireItemFields::moveOption(int by)
{
    m_options->move(by);
}

void QuestionnaireItemFields::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

void QuestionnaireItemFields::showCount()
{
    const auto kind = static_cast<ShelfLife::Kind>(m_life->currentIndex());
    m_count->setVisible(kind == ShelfLife::Kind::Months || kind == ShelfLife::Kind::Days);
}

ShelfLife QuestionnaireItemFields::chosenShelfLife() const
{
    const auto kind = static_cast<ShelfLife::Kind>(m_life->currentIndex());
    const bool counts = kind == ShelfLife::Kind::Months || kind == ShelfLife::Kind::Days;
    return {kind, counts ? m_count->value() : 0};
}

} // namespace dermis
