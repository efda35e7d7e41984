#include "ui/products/label_card.h"

#include "core/base/reason.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/substance_picker.h"
#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int noteSign = 18;

/// One ingredient as a box; with a sign when it needs a look.
class IngredientChip : public QWidget
{
public:
    IngredientChip(const QString &text, std::optional<SeverityMark> mark, const QString &says)
        : m_text(text), m_mark(mark)
    {
        setAccessibleName(text);
        setAccessibleDescription(says);
        setToolTip(says);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(dermis::font(TypeStyle::Small));
        return {metrics.horizontalAdvance(m_text) + (m_mark ? 36 : 18), metrics.height() + 8};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &c = tokens();
        const SeverityLook look = dermis::look(m_mark.value_or(SeverityMark::Note));
        const bool isDashed = m_mark == SeverityMark::NotAsked;
        paintBox(painter, rect(), chipRadius, m_mark ? c.*look.soft : c.subtle, m_mark ? c.*look.line : c.line,
                 isDashed ? Qt::DashLine : Qt::SolidLine);
        if (m_mark)
            paintIcon(painter, look.icon, QRectF(7, (height() - 14) / 2.0, 14, 14), c.*look.text,
                      c.*look.soft);
        const int left = m_mark ? 26 : 9;
        paintText(painter, QRectF(left, 0, width() - left - 4, height()), m_text,
                  dermis::font(TypeStyle::Small), m_mark ? c.*look.text : c.text);
    }

private:
    QString m_text;
    std::optional<SeverityMark> m_mark;
};

} // namespace

LabelCard::LabelCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Ingredients"), parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_shown(new QWidget)
    , m_question(new TextLabel({}, TypeStyle::BodyStrong))
    , m_picker(new SubstancePicker(tr("Known substance")))
    , m_isIt(new Button(Icon::Check, tr("It is this substance")))
    , m_reason(new FormField(tr("How do you know? 15 characters or more"), new QLineEdit))
    , m_understood(new Button(tr("The rest is understood…"), ButtonKind::Link))
{
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_match = makeMatch();
    m_acknowledge = makeAcknowledge();
    auto *shown = new QVBoxLayout(m_shown);
    shown->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_banner);
    column->addWidget(m_shown);
    column->addWidget(m_understood, 0, Qt::AlignRight);
    column->addWidget(m_match);
    column->addWidget(m_acknowledge);
    addPadded(inner);
    m_understood->setSmall(true);
    m_understood->setObjectName(u"understood"_s);
    connect(m_understood, &Button::clicked, this, [this] {
        closeQuestions();
        m_acknowledge->show();
        m_reason->control()->setFocus(Qt::OtherFocusReason);
    });
    closeQuestions();
}

QWidget *LabelCard::makeMatch()
{
    m_question->setWrapped(true);
    m_picker->line()->setPlaceholderText(tr("name of a known substance"));
    m_picker->line()->setObjectName(u"matchLine"_s);
    m_isIt->setObjectName(u"matchIt"_s);
    auto *own = new Button(tr("A substance of its own"));
    own->setObjectName(u"ownSubstance"_s);
    own->setToolTip(tr("Nothing is known to cross-react with it."));
    auto *cancel = new Button(tr("Leave it open"), ButtonKind::Link);
    auto *match = new QWidget;
    auto *column = new QVBoxLayout(match);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_question);
    column->addWidget(m_picker);
    auto *row = new FlowLayout;
    for (QWidget *button : {static_cast<QWidget *>(m_isIt), static_cast<QWidget *>(own),
                            static_cast<QWidget *>(cancel)})
        row->addWidget(button);
    column->addLayout(row);
    connect(m_picker, &SubstancePicker::changed, this,
            [this] { m_isIt->setEnabled(!m_picker->substance().isEmpty()); });
    connect(m_isIt, &Button::clicked, this, &LabelCard::matchIt);
    connect(m_picker->line(), &QLineEdit::returnPressed, m_isIt, &Button::click);
    connect(own, &Button::clicked, this, &LabelCard::addOwn);
    connect(cancel, &Button::clicked, this, &LabelCard::closeQuestions);
    return match;
}

QWidget *LabelCard::makeAcknowledge()
{
    auto *line = qobject_cast<QLineEdit *>(m_reason->control());
    line->setObjectName(u"acknowledgeReason"_s);
    auto *keep = new Button(Icon::Check, tr("The rest is understood"));
    auto *cancel = new Button(tr("Leave it open"), ButtonKind::Link);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_reason);
    auto *row = new FlowLayout;
    row->addWidget(keep);
    row->addWidget(cancel);
    column->addLayout(row);
    connect(keep, &Button::clicked, this, &LabelCard::acknowledge);
    connect(line, &QLineEdit::returnPressed, this, &LabelCard::acknowledge);
    connect(cancel, &Button::clicked, this, &LabelCard::closeQuestions);
    return box;
}

void LabelCard::setProduct(const Product &product, const SubstanceCatalogue &catalogue, bool mayChange)
{
    if (product.id != m_product.id) {
        closeQuestions();
        m_banner->clear();
    }
    m_product = product;
    m_catalogue = catalogue;
    m_mayChange = mayChange;
    setNote(product.labelDate.isValid() ? tr("as on the label of %1").arg(dateWords(product.labelDate))
                                        : tr("as on the label"));
    showChips();
}

void LabelCard::showChips()
{
    delete m_chips;
    m_chips = new QWidget;
    m_shown->layout()->addWidget(m_chips);
    auto *column = new QVBoxLayout(m_chips);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    const QList<Ingredient> ingredients = readIngredients(m_product.label, m_catalogue);
    const QStringList scented = fragranceAndPlants(ingredients, m_catalogue);
    const QStringList unknown = unknownIngredients(ingredients);
    m_understood->setVisible(m_mayChange && !unknown.isEmpty() && !m_product.isLabelComplete);
    if (ingredients.isEmpty()) {
        auto *nothing = new TextLabel(tr("No ingredients on file. Without them nothing can be checked against "
                                         "allergies. Type them with “Change details”."),
                                      TypeStyle::Body, &Tokens::text2);
        nothing->setWrapped(true);
        column->addWidget(nothing);
        return;
    }
    auto *flow = new QWidget;
    auto *chips = new FlowLayout(flow, 6);
    chips->setContentsMargins(0, 0, 0, 0);
    for (const Ingredient &ingredient : ingredients) {
        const QString text =
            ingredient.isMaybe ? tr("%1 (may contain)").arg(ingredient.words) : ingredient.words;
        if (ingredient.substance.isEmpty())
            chips->addWidget(new IngredientChip(text, SeverityMark::NotAsked, tr("not known")));
        else if (scented.contains(ingredient.words))
            chips->addWidget(new IngredientChip(text, SeverityMark::Caution,
                                                tr("fragrance, plant extract or dye")));
        else
            chips->addWidget(
                new IngredientChip(text, std::nullopt, m_catalogue.nameOf(ingredient.substance)));
    }
    column->addWidget(flow);
    if (!scented.isEmpty())
        addNote(scented.join(u", "_s), tr("fragrance, plant extract or dye; needling needs a reason"), false);
    for (const QString &words : unknown)
        addNote(words, m_product.isLabelComplete ? tr("not known, but understood")
                                                 : tr("not known, not checked"),
                true);
}

/// A line below the chips: what it is about, what is said, and for unknown words the way to say what they mean.
void LabelCard::addNote(const QString &words, const QString &text, bool isUnknown)
{
    const SeverityLook look = dermis::look(isUnknown ? SeverityMark::NotAsked : SeverityMark::Caution);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *sign = new QLabel;
    sign->setPixmap(iconPixmap(look.icon, tokens().*look.text, tokens().panel, noteSign, devicePixelRatioF()));
    auto *said = new TextLabel(u"<b>%1</b>: %2"_s.arg(words.toHtmlEscaped(), text.toHtmlEscaped()));
    said->setTextFormat(Qt::RichText);
    said->setWrapped(true);
    row->addWidget(sign, 0, isUnknown ? Qt::AlignVCenter : Qt::AlignTop);
    row->addWidget(said, 1);
    if (isUnknown && m_mayChange) {
        auto *say = new Button(tr("What is it?"), ButtonKind::Link);
        say->setSmall(true);
        say->setAccessibleName(tr("What is %1?").arg(words));
        row->addWidget(say);
        connect(say, &Button::clicked, this, [this, words] { ask(words); });
    }
    qobject_cast<QVBoxLayout *>(m_chips->layout())->addLayout(row);
}

void LabelCard::ask(const QString &words)
{
    closeQuestions();
    m_words = words;
    m_question->setText(tr("“%1” means, on every label:").arg(words));
    m_picker->setCatalogue(m_catalogue);
    m_picker->begin(bareName(words));
    m_isIt->setEnabled(!m_picker->substance().isEmpty());
    m_match->show();
    m_picker->line()->setFocus(Qt::OtherFocusReason);
    m_picker->line()->selectAll();
}

void LabelCard::closeQuestions()
{
    m_match->hide();
    m_acknowledge->hide();
    qobject_cast<QLineEdit *>(m_reason->control())->clear();
    m_reason->setProblem({});
}

void LabelCard::matchIt()
{
    done(nameIngredient(m_context.database(), m_context.actor(), m_context.now(), m_words,
                        m_picker->substance()));
}

void LabelCard::addOwn()
{
    Substance own;
    own.name = bareName(m_words);
    done(addSubstance(m_context.database(), m_context.actor(), m_context.now(), own));
}

void LabelCard::acknowledge()
{
    const QString reason = qobject_cast<QLineEdit *>(m_reason->control())->text().trimmed();
    const bool isShort = !isReason(reason);
    m_reason->setProblem(isShort ? tr("Write how you know, in 15 characters or more.") : QString());
    if (isShort)
        return;
    done(acknowledgeLabel(m_context.database(), m_context.actor(), m_context.now(), m_product.id, reason));
}

template <typename T> void LabelCard::done(const Result<T> &result)
{
    if (!result) {
        const ErrorWords told = words(result.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    m_banner->clear();
    closeQuestions();
    m_context.announceDataChanged();
}

} // namespace dermis
