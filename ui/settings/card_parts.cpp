#include "ui/settings/card_parts.h"

#include "ui/context/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>

namespace dermis {

TextLabel *sentence(const QString &text)
{
    auto *label = new TextLabel(text, TypeStyle::Body, &Tokens::text2);
    label->setWrapped(true);
    return label;
}

QVBoxLayout *columnIn(Card &card)
{
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(2, 0, 2, 0);
    column->setSpacing(10);
    card.addPadded(inner);
    return column;
}

void mayShrink(QComboBox &choice)
{
    choice.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice.setMinimumContentsLength(12);
}

void tell(ErrorBanner &banner, const Error &error)
{
    const ErrorWords told = words(error);
    banner.tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
